package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A device takes smaller packets than are sent into it, and the message that tells the sender (ICMP
 * "fragmentation needed") is lost: he sends full packets for ever, and none arrives.
 *
 * @param source the line of the device
 * @param node whose device it is, and who sends the message
 * @param device its name; empty if no line tells it
 * @param silencer the line that loses the message; {@link Source#NONE} where something is absent
 * @param silencedOn the node where that is
 * @param silence what loses the message, in words or as the rule is written
 * @param tell the shell command that lets the message pass before the line decides; empty if it is
 *     no netfilter rule
 */
public record PathMtuBlackHole(
    Source source,
    String node,
    String device,
    Source silencer,
    String silencedOn,
    String silence,
    String tell)
    implements Fact {}
