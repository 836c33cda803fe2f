package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A message of a node's logs whose meaning is known, however often it stands there.
 *
 * @param source the last line of it
 * @param id as in {@link io.coldtrace.facts.kernel.LogMessage}
 * @param subject of what the last one speaks; empty if it names none
 * @param text the last one
 * @param count how many there are
 * @param judged whether a rule of its own weighs it together with other facts
 * @param meaning in one sentence
 * @param meaningChinese the same in Chinese
 */
public record KnownMessage(
    Source source,
    String node,
    String id,
    String subject,
    String text,
    int count,
    boolean judged,
    String meaning,
    String meaningChinese)
    implements Fact {}
