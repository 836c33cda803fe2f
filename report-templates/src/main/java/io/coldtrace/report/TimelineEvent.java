package io.coldtrace.report;

import java.util.Optional;

/**
 * Something that happened, in the time of the clock that the nodes were compared with.
 *
 * @param time {@code 2026-11-22T20:12:17Z}
 * @param shiftMillis what was added to the node's own time because its clock is off
 * @param kind what happened, {@code event.*} of the messages has the words
 * @param text in the snapshot's own words
 */
public record TimelineEvent(
    String time, String node, long shiftMillis, String kind, String text, Optional<Evidence> by) {}
