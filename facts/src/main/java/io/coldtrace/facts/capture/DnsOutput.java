package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * What {@code nslookup}, {@code dig} or {@code host} printed.
 *
 * @param source the line that decides: the first answer, else the error
 * @param server address or name that was asked; empty if not shown
 * @param name that was asked for; empty if not shown
 * @param answers addresses
 * @param status {@code NOERROR}, {@code NXDOMAIN}, {@code SERVFAIL}, {@code REFUSED}, {@code
 *     TIMEOUT}, {@code UNREACHABLE}, ...; empty if not shown
 */
public record DnsOutput(
    Source source, String server, String name, List<String> answers, String status)
    implements Fact {}
