package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Shell commands that let the cluster's own traffic pass a firewall before the line that loses it:
 * VXLAN from and to the peers that flannel knows, else the pods' network, else nothing.
 */
final class PassCommands {
  private static final Set<String> OUTBOUND = Set.of("OUTPUT", "POSTROUTING");

  private final NodeFacts facts;

  PassCommands(Collection<? extends Fact> captured) {
    facts = new NodeFacts(captured, Set.of(FdbEntry.class, HostSetting.class, Link.class));
  }

  List<String> of(Loss loss) {
    Decision decision = loss.decision();
    if (decision.backend().isEmpty()) {
      return List.of();
    }
    boolean isNative = decision.backend().equals("nftables");
    return (loss.traffic().equals("vxlan") ? tunnel(loss, isNative) : pods(loss, isNative))
        .stream()
            .map(match -> isNative ? insertNft(decision, match) : insert(loss, match))
            .toList();
  }

  /**
   * The command that lets the message pass which tells a sender that its packet is too large; empty
   * if no rule loses it.
   */
  String ofMessage(Loss loss) {
    Decision decision = loss.decision();
    if (decision.backend().isEmpty()) {
      return "";
    }
    return decision.backend().equals("nftables")
        ? insertNft(decision, "icmp type destination-unreachable icmp code 4")
        : insert(loss, "-p icmp -m icmp --icmp-type fragmentation-needed");
  }

  private List<String> tunnel(Loss loss, boolean isNative) {
    boolean out = OUTBOUND.contains(loss.hook());
    Optional<Integer> port =
        facts.on(loss.node(), Link.class).stream()
            .flatMap(link -> link.vxlan().stream())
            .map(vxlan -> vxlan.port())
            .findFirst();
    String form =
        isNative
            ? (out ? "ip daddr %s" : "ip saddr %s") + " udp dport " + port.orElse(0)
            : (out ? "-d %s" : "-s %s") + " -p udp --dport " + port.orElse(0);
    return port.isEmpty() ? List.of() : peers(loss.node()).map(form::formatted).toList();
  }

  private Stream<String> peers(String node) {
    return facts.on(node, FdbEntry.class).stream()
        .map(FdbEntry::destination)
        .filter(destination -> !destination.isEmpty())
        .distinct();
  }

  private List<String> pods(Loss loss, boolean isNative) {
    Optional<String> network =
        Stream.concat(
                facts.on(loss.node(), HostSetting.class).stream(),
                facts.all(HostSetting.class).stream())
            .filter(setting -> setting.key().equals("FLANNEL_NETWORK"))
            .map(HostSetting::value)
            .findFirst();
    List<String> matches = new ArrayList<>();
    network.ifPresent(cidr -> matches.add((isNative ? "ip saddr " : "-s ") + cidr));
    if (!loss.hook().equals("INPUT")) {
      network.ifPresent(cidr -> matches.add((isNative ? "ip daddr " : "-d ") + cidr));
    }
    return matches;
  }

  private static String insert(Loss loss, String match) {
    Decision decision = loss.decision();
    return "%s -w -t %s -I %s %s -j ACCEPT"
        .formatted(RuleOwners.program(decision), decision.table(), loss.hook(), match);
  }

  private static String insertNft(Decision decision, String match) {
    return "nft insert rule %s %s %s %s accept"
        .formatted(decision.family(), decision.table(), decision.chain(), match);
  }
}
