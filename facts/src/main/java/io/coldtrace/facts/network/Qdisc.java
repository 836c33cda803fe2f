package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A queueing discipline, from {@code tc qdisc}: {@code qdisc netem 8001: dev eth0 root refcnt 2
 * limit 1000 loss 10%}.
 *
 * @param device the interface; empty where it was not printed
 * @param handle as {@code 8001:}
 * @param parent {@code root}, {@code ingress}, {@code clsact} or a class; empty if not printed
 * @param options what follows, as printed
 * @param dropped packets; -1 without {@code -s}
 */
public record Qdisc(
    Source source,
    String device,
    String kind,
    String handle,
    String parent,
    String options,
    long dropped)
    implements Fact {}
