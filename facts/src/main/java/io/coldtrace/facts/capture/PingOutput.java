package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * What {@code ping} printed.
 *
 * @param source the line of its statistics; else its first line
 * @param target the name or address that was pinged
 * @param transmitted packets; -1 if it was cut off
 * @param received packets; -1 if it was cut off
 * @param errors the lines that name an error ({@code From 10.0.0.6 icmp_seq=1 Destination Host
 *     Prohibited})
 */
public record PingOutput(
    Source source, String target, int transmitted, int received, List<String> errors)
    implements Fact {}
