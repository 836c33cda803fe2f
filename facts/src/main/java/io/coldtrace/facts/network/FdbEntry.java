package io.coldtrace.facts.network;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * An entry of a forwarding database: {@code 2e:.. dev flannel.1 dst 10.0.0.6 self permanent}.
 *
 * @param device empty where the listing was asked for one device
 * @param destination the remote VTEP; empty if it has none
 * @param master the bridge that holds it; empty if none
 * @param vlan empty if none
 * @param flags the words that remain: {@code self}, {@code permanent}, {@code extern_learn}, ...
 */
public record FdbEntry(
    Source source,
    String mac,
    String device,
    String destination,
    String master,
    String vlan,
    List<String> flags)
    implements Fact {}
