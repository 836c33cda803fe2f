package io.coldtrace.dataplane.netfilter;

import java.util.Map;

/**
 * A chain that hangs on a hook, with the table that its jumps lead into.
 *
 * @param backend {@code legacy} or {@code nft} for iptables, {@code nftables} for native
 * @param family {@code ip}, {@code ip6}, {@code inet}, {@code bridge} or {@code netdev}
 * @param device of ingress and egress; else empty
 * @param type {@code filter}, {@code nat} (sees the first packet of a flow alone and changes
 *     addresses) or {@code route} (a packet of the host that it changes is routed again)
 * @param chains the table's chains by name
 */
record BaseChain(
    String backend,
    String family,
    String table,
    Hook hook,
    String device,
    int priority,
    String type,
    Chain chain,
    Map<String, Chain> chains) {
  boolean nat() {
    return type.equals("nat");
  }

  /** Whether it sees packets of this family. */
  boolean sees(String packets) {
    return family.equals(packets)
        || (family.equals("inet") && (packets.equals("ip") || packets.equals("ip6")));
  }
}
