package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A rule as {@code ufw status} prints it: {@code 8472/udp ALLOW IN 10.0.0.0/24}.
 *
 * @param action {@code ALLOW}, {@code DENY}, {@code REJECT}, {@code LIMIT}
 * @param direction {@code IN}, {@code OUT}, {@code FWD}
 */
public record UfwRule(Source source, String to, String action, String direction, String from)
    implements Fact {}
