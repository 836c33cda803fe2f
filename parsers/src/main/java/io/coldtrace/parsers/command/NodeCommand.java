package io.coldtrace.parsers.command;

import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A command that changes a node's network, of those whose effect is known. The facts in it are as
 * the node's own listings would tell them afterwards.
 */
public sealed interface NodeCommand {
  /** What happens to a fact of a table. */
  enum Edit {
    ADD,
    /** Added, or in the place of the one with the same key. */
    REPLACE,
    DELETE
  }

  /** {@code sysctl -w key=value}, sysctl(8); the key with dots. */
  record SysctlWrite(String key, String value) implements NodeCommand {}

  /**
   * {@code iptables -I|-A|-D CHAIN ...}, iptables(8).
   *
   * @param backend {@code legacy} or {@code nft}; empty for plain {@code iptables}, which is the
   *     one that the node's alternatives choose
   * @param position of an insertion, from 1; 0 appends
   */
  record IptablesEdit(String backend, Edit edit, int position, IptablesRule rule)
      implements NodeCommand {}

  /** {@code iptables -P CHAIN POLICY}; the backend as of an edit. */
  record IptablesPolicy(String backend, String family, String table, String chain, String policy)
      implements NodeCommand {}

  /** {@code nft insert rule} (position 1) or {@code nft add rule} (position 0), nft(8). */
  record NftAddition(int position, NftRule rule) implements NodeCommand {}

  /** {@code nft delete table FAMILY TABLE}. */
  record NftTableDeletion(String family, String table) implements NodeCommand {}

  /** {@code nft delete rule FAMILY TABLE CHAIN handle N}. */
  record NftRuleDeletion(String family, String table, String chain, long handle)
      implements NodeCommand {}

  /** {@code ip route add|replace|del}, ip-route(8). */
  record RouteEdit(Edit edit, Route route) implements NodeCommand {}

  /** {@code ip neigh add|replace|del}, ip-neighbour(8). */
  record NeighborEdit(Edit edit, Neighbor neighbor) implements NodeCommand {}

  /** {@code bridge fdb add|append|replace|del}, bridge(8). */
  record FdbEdit(Edit edit, FdbEntry entry) implements NodeCommand {}

  /** {@code ip addr add|replace|del}, ip-address(8). */
  record AddressEdit(Edit edit, InterfaceAddress address) implements NodeCommand {}

  /** {@code ip rule add|del}, ip-rule(8). */
  record RoutingRuleEdit(Edit edit, RoutingRule rule) implements NodeCommand {}

  /**
   * {@code ip link set dev X up|down|mtu N|master B|address M}, ip-link(8).
   *
   * @param up empty if that stays
   * @param mtu empty if that stays
   * @param master empty if that stays
   * @param mac empty if that stays
   */
  record LinkChange(
      String device,
      Optional<Boolean> up,
      Optional<Integer> mtu,
      Optional<String> master,
      Optional<String> mac)
      implements NodeCommand {}

  /** {@code ip link add X type vxlan ...}; it is down until it is set up. */
  record LinkAddition(Link link) implements NodeCommand {}

  /** {@code ip link del X}. */
  record LinkDeletion(String device) implements NodeCommand {}

  /**
   * A firewall product is stopped: {@code systemctl stop firewalld}, {@code ufw disable}.
   *
   * @param product {@code firewalld} or {@code ufw}
   */
  record FirewallStop(String product) implements NodeCommand {}

  /**
   * {@code kubectl -n NAMESPACE patch configmap NAME --type merge -p JSON}: who reads the ConfigMap
   * when it starts does not know yet.
   *
   * @param data the entries that it sets
   */
  record ConfigMapPatch(String namespace, String name, Map<String, String> data)
      implements NodeCommand {
    public ConfigMapPatch {
      data = Map.copyOf(data);
    }
  }

  /** {@code kubectl -n NAMESPACE rollout restart daemonset/NAME}: its pods on all nodes. */
  record DaemonSetRestart(String namespace, String name) implements NodeCommand {}

  /** What changes nothing that a packet meets: {@code systemctl disable}, a look at something. */
  record NoChange(List<String> words) implements NodeCommand {
    public NoChange {
      words = List.copyOf(words);
    }
  }
}
