package io.coldtrace.dataplane.netfilter;

import java.util.Map;

/**
 * A chain that hangs on a hook, with the table that its jumps lead into.
 *
 * @param backend {@code legacy} or {@code nft} for iptables, {@code nftables} for native
 * @param family {@code ip} or {@code inet}
 * @param nat whether it only sees the first packet of a flow and changes addresses
 * @param chains the table's chains by name
 */
record BaseChain(
    String backend,
    String family,
    String table,
    Hook hook,
    int priority,
    boolean nat,
    Chain chain,
    Map<String, Chain> chains) {}
