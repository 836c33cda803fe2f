package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A filter of traffic control, from {@code tc filter}: {@code filter protocol all pref 1 bpf chain
 * 0 handle 0x1 from_netdev direct-action}.
 *
 * @param device the interface; empty where it was not printed
 * @param parent {@code ingress}, {@code egress} or a class; empty if not printed
 * @param kind {@code bpf}, {@code flower}, {@code u32}, {@code matchall}, ...
 * @param text the line as printed
 */
public record TcFilter(Source source, String device, String parent, String kind, String text)
    implements Fact {}
