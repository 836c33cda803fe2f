package io.coldtrace.parsers.iptables;

/** What the line of a chain says without its counters: {@code :INPUT ACCEPT}. */
record ParsedChain(String name, String policy) {}
