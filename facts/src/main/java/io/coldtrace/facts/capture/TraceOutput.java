package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * What {@code traceroute} or {@code tracepath} printed.
 *
 * @param source the line of the last hop that answered; else its first line
 * @param target the address that was traced; the name if there is none
 * @param hops who answered, the nearest first; {@code *} for a hop where nobody did
 * @param reached whether the target was among them
 */
public record TraceOutput(Source source, String target, List<String> hops, boolean reached)
    implements Fact {}
