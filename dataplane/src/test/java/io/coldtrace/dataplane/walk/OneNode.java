package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.netfilter.RuleOption;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A node n1 with eth0 (10.9.0.11) and the pods' bridge cni0 (10.244.1.1), and what a test adds. */
final class OneNode {
  private final List<Fact> facts = new ArrayList<>();

  OneNode() {
    device("lo", "", "127.0.0.1/8", "host");
    device("eth0", "veth", "10.9.0.11/24", "global");
    device("cni0", "bridge", "10.244.1.1/24", "global");
    route("main", "10.9.0.0/24", "eth0", "", "10.9.0.11");
    route("main", "10.244.1.0/24", "cni0", "", "10.244.1.1");
    ownAddress("127.0.0.0/8", "lo", "127.0.0.1");
    ownAddress("10.9.0.11", "eth0", "10.9.0.11");
    ownAddress("10.244.1.1", "cni0", "10.244.1.1");
  }

  OneNode device(String name, String kind, String address, String scope) {
    return device(name, kind, address, scope, 1500);
  }

  OneNode device(String name, String kind, String address, String scope, int mtu) {
    facts.add(
        new Link(
            line("ip-link.txt"),
            facts.size(),
            name,
            "",
            List.of("UP"),
            mtu,
            "UP",
            "",
            "",
            kind,
            Optional.empty()));
    facts.add(
        new InterfaceAddress(
            line("ip-addr.txt"), name, Cidr.of(address), scope, name, /* secondary= */ false));
    return this;
  }

  OneNode route(String table, String to, String device, String gateway, String source) {
    return route("unicast", table, to, device, gateway, source);
  }

  /** As {@code ip address add} makes them. */
  OneNode ownAddress(String to, String device, String source) {
    return route("local", "local", to, device, "", source);
  }

  OneNode route(
      String type, String table, String to, String device, String gateway, String source) {
    facts.add(
        new Route(
            line("ip-route.txt"),
            type,
            table,
            Cidr.of(to),
            Ip.parse(gateway),
            device,
            Ip.parse(source),
            0,
            "",
            "global",
            List.of()));
    return this;
  }

  OneNode rule(long priority, String selector, String action) {
    facts.add(new RoutingRule(line("ip-rule.txt"), priority, selector, action));
    return this;
  }

  OneNode sysctl(String key, String value) {
    facts.add(new Sysctl(line("sysctl-a.txt"), key, value));
    return this;
  }

  /** The only rule of a chain of iptables-nft; an option is a name and its arguments. */
  OneNode iptables(String table, String chain, String target, String... options) {
    return iptables(table, chain, List.of(), target, options);
  }

  OneNode iptables(
      String table, String chain, List<String> matches, String target, String... options) {
    Source source = line("iptables-nft-save.txt");
    facts.add(new IptablesChain(source, "nft", "ip", table, chain, "ACCEPT", 0, 0));
    facts.add(
        new IptablesRule(
            source,
            "nft",
            "ip",
            table,
            chain,
            1,
            matches.stream().map(OneNode::option).toList(),
            target,
            /* goesTo= */ false,
            Stream.of(options).map(OneNode::option).toList(),
            0,
            0,
            "-A " + chain + " -j " + target));
    return this;
  }

  private static RuleOption option(String text) {
    List<String> words = List.of(text.split(" ", -1));
    String module =
        switch (words.get(0)) {
          case "--tcp-flags" -> "tcp";
          case "--ctstate" -> "conntrack";
          case "--socket-exists" -> "owner";
          default -> "";
        };
    return new RuleOption(module, words.get(0), false, words.subList(1, words.size()));
  }

  /** A chain of its own that drops what is sent to an address. */
  OneNode drops(String family, String hook, String device, String destination) {
    Source source = line("nft-ruleset.txt");
    String table = "t" + facts.size();
    facts.add(new NftChain(source, family, table, "c", "filter", hook, device, 0, "accept"));
    String text = "ip daddr " + destination;
    facts.add(
        new NftRule(
            source,
            family,
            table,
            "c",
            1,
            List.of(new NftMatch("ip daddr", "==", List.of(destination), text)),
            List.of(),
            "drop",
            "",
            text + " drop"));
    return this;
  }

  private Source line(String file) {
    return new Source("n1", file, facts.size() + 1);
  }

  Walker.Result asks(String protocol, String address, int port) {
    return walk(Optional.empty(), protocol, address, port);
  }

  Walker.Result asksFromPod(String pod, String protocol, String address, int port) {
    return walk(Optional.of(Ip.of(pod)), protocol, address, port);
  }

  /** As a ping of that size asks which discovers the path's MTU ({@code -M want}), or not. */
  Walker.Result pingsFromPod(String pod, String address, int size, boolean discovers) {
    return walk(
        new Flow(
            "flow",
            false,
            "n1",
            Optional.of(Ip.of(pod)),
            "",
            Ip.of(address),
            "icmp",
            -1,
            size,
            /* unfragmented= */ true,
            discovers,
            /* refusalAnswers= */ false));
  }

  private Walker.Result walk(Optional<Ip> pod, String protocol, String address, int port) {
    return walk(new Flow("flow", false, "n1", pod, "", Ip.of(address), protocol, port));
  }

  private Walker.Result walk(Flow flow) {
    return new Walker(Cluster.ofFacts(facts)).walk(flow).orElseThrow();
  }
}
