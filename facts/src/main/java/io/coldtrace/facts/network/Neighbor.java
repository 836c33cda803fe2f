package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;

/**
 * An entry of the neighbor table: {@code 10.244.2.0 dev flannel.1 lladdr 2e:.. PERMANENT}.
 *
 * @param device empty where the listing was asked for one device
 * @param mac empty if unresolved
 * @param state {@code PERMANENT}, {@code REACHABLE}, {@code STALE}, {@code FAILED}, {@code
 *     INCOMPLETE}, ...
 */
public record Neighbor(Source source, Ip address, String device, String mac, String state)
    implements Fact {}
