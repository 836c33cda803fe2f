package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A kernel parameter that matters to the pod network and whose value is not sound.
 *
 * @param source its line
 * @param sound a value that is
 * @param bound what the value must be, as {@code >= 1024}
 * @param effect what comes of it
 * @param effectChinese the same in Chinese
 */
public record UnsoundSysctl(
    Source source,
    String node,
    String key,
    String value,
    String sound,
    String bound,
    String effect,
    String effectChinese)
    implements Fact {}
