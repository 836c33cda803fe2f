package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * What was read inside the network namespace of a node's pod ({@code pod/ip-route.txt}): it is no
 * fact of the node's own.
 *
 * @param fact as it would be of a node
 */
public record InPod(Source source, Fact fact) implements Fact {}
