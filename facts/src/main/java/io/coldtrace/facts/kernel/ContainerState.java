package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A container or a pod's sandbox, as {@code crictl ps -a} or {@code crictl pods} lists it.
 *
 * @param id as far as it is printed
 * @param name of the container; of a sandbox the pod's
 * @param state {@code Running}, {@code Exited}, {@code Ready}, {@code NotReady}, ...
 * @param attempt how often it was started again; -1 if not printed
 * @param pod the pod's name; empty if not printed
 */
public record ContainerState(
    Source source, String id, String name, String state, int attempt, String pod) implements Fact {}
