package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A kernel parameter as the running kernel has it: {@code net.ipv4.ip_forward = 0}.
 *
 * @param key with dots; a dot inside an interface's name stands as {@code /}, as {@code sysctl(8)}
 *     prints it
 * @param value as printed, may be empty
 */
public record Sysctl(Source source, String key, String value) implements Fact {}
