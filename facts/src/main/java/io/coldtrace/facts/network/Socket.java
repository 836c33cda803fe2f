package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A socket, from {@code ss} or {@code netstat}.
 *
 * @param protocol {@code tcp} or {@code udp}
 * @param state {@code LISTEN}, {@code UNCONN}, {@code ESTAB}, ... as ss calls them
 * @param localAddress without zone; {@code *} for any
 * @param localPort a number; -1 for {@code *}
 * @param process the name of its first process; empty for a kernel socket or where it was not shown
 */
public record Socket(
    Source source,
    String protocol,
    String state,
    String localAddress,
    int localPort,
    String peerAddress,
    int peerPort,
    String process)
    implements Fact {}
