package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/** What {@code uname -a} says: the host name, the kernel's release and the machine. */
public record KernelVersion(Source source, String hostname, String release, String machine)
    implements Fact {}
