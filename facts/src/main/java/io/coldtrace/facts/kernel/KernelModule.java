package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A loaded module, from {@code /proc/modules} or {@code lsmod}.
 *
 * @param name with underscores, as the kernel has it
 * @param taint the letters in parentheses ({@code OE}: out of tree, unsigned); empty if none
 */
public record KernelModule(Source source, String name, long bytes, String taint) implements Fact {}
