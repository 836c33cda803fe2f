package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A counter of the kernel's network code that moved while the collector ran.
 *
 * @param source its line of the second reading
 * @param name as in {@link io.coldtrace.facts.kernel.KernelCounter}
 * @param before its first value
 * @param after its second, which is larger
 */
public record CounterGrowth(Source source, String node, String name, long before, long after)
    implements Fact {}
