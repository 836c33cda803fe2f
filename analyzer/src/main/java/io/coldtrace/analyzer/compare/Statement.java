package io.coldtrace.analyzer.compare;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.KernelModule;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.netfilter.IpSetEntry;
import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import java.util.Optional;

/**
 * What a fact says that another snapshot can be asked for as well: without its place, counters, and
 * names that are made up each time.
 *
 * @param node empty for the cluster
 * @param kind {@code route}, {@code iptables}, ...; the report has a word for it
 * @param what is spoken of; where several of a kind are alike, all that is said
 * @param value what is said of it; empty where its being there says all
 */
record Statement(String node, String kind, String what, String value) {
  /** Empty for a fact that says nothing to be compared. */
  static Optional<Statement> of(Fact fact) {
    String node = fact.source().node();
    return kernel(node, fact)
        .or(() -> network(node, fact))
        .or(() -> rules(node, fact))
        .or(() -> cluster(fact));
  }

  private static Optional<Statement> some(String node, String kind, String what, String value) {
    return Optional.of(new Statement(node, kind, what, value));
  }

  private static Optional<Statement> kernel(String node, Fact fact) {
    if (fact instanceof Sysctl sysctl) {
      boolean tells =
          sysctl.key().startsWith("net.") && !isOfVeth(sysctl.key()) && !isCounter(sysctl.key());
      return tells ? some(node, "sysctl", sysctl.key(), sysctl.value()) : Optional.empty();
    } else if (fact instanceof SysctlSetting setting) {
      return some(node, "sysctl-file", setting.path() + ": " + setting.key(), setting.value());
    } else if (fact instanceof SystemdUnit unit && unit.name().endsWith(".service")) {
      return some(node, "unit", unit.name(), unit.active() + " " + unit.sub());
    } else if (fact instanceof KernelModule module) {
      return some(node, "module", module.name(), "");
    } else if (fact instanceof HostProcess process && !process.command().startsWith("[")) {
      return some(node, "process", process.name(), "");
    }
    return Optional.empty();
  }

  private static boolean isCounter(String key) {
    return key.endsWith("_count")
        || key.contains(".dentry")
        || key.endsWith("_buckets")
        || key.endsWith("random_secret");
  }

  private static boolean isOfVeth(String key) {
    return key.contains(".veth");
  }

  private static Optional<Statement> network(String node, Fact fact) {
    if (fact instanceof Link link && !link.name().startsWith("veth")) {
      String tunnel =
          link.vxlan()
              .map(v -> " vni " + v.vni() + " port " + v.port() + " local " + v.local())
              .orElse("");
      String up = link.flags().contains("UP") ? "up" : "down";
      return some(
          node,
          "link",
          link.name(),
          up
              + " mtu "
              + link.mtu()
              + (link.master().isEmpty() ? "" : " master " + link.master())
              + tunnel);
    } else if (fact instanceof InterfaceAddress address && !address.device().startsWith("veth")) {
      boolean made = address.address().address().version() == 6 && address.scope().equals("link");
      return made
          ? Optional.empty()
          : some(node, "address", address.address() + " dev " + address.device(), "");
    } else if (fact instanceof Route route && route.destination().address().version() == 4) {
      String via = route.gateway().map(gateway -> " via " + gateway).orElse("");
      String type = route.type().equals("unicast") ? "" : route.type() + " ";
      String table = route.table().equals("main") ? "" : " table " + route.table();
      String device = route.device().startsWith("veth") ? "veth" : route.device();
      return some(node, "route", type + route.destination() + via + " dev " + device + table, "");
    } else if (fact instanceof RoutingRule rule) {
      return some(node, "rule", rule.priority() + ": " + rule.selector() + " " + rule.action(), "");
    } else if (fact instanceof Neighbor entry && entry.state().equals("PERMANENT")) {
      return some(node, "neighbor", entry.address() + " dev " + entry.device(), entry.mac());
    } else if (fact instanceof FdbEntry entry && Ip.parse(entry.destination()).isPresent()) {
      return some(node, "fdb", entry.mac() + " dev " + entry.device(), entry.destination());
    }
    return Optional.empty();
  }

  private static Optional<Statement> rules(String node, Fact fact) {
    if (fact instanceof IptablesChain chain
        && !chain.policy().isEmpty()
        && !chain.policy().equals("-")) {
      return some(
          node,
          "policy",
          chain.backend() + " " + chain.family() + " " + chain.table() + " " + chain.name(),
          chain.policy());
    } else if (fact instanceof IptablesRule rule) {
      return some(
          node,
          "iptables",
          rule.backend()
              + " "
              + rule.family()
              + " "
              + rule.table()
              + ": "
              + withoutCounters(rule.text()),
          "");
    } else if (fact instanceof NftChain chain && !chain.hook().isEmpty()) {
      return some(
          node,
          "policy",
          "nft " + chain.family() + " " + chain.table() + " " + chain.name(),
          chain.policy());
    } else if (fact instanceof NftRule rule) {
      return some(
          node,
          "nft",
          rule.family()
              + " "
              + rule.table()
              + " "
              + rule.chain()
              + ": "
              + withoutCounters(rule.text()),
          "");
    } else if (fact instanceof IpSetEntry entry) {
      return some(node, "ipset", entry.set() + ": " + entry.element(), "");
    }
    return Optional.empty();
  }

  private static String withoutCounters(String rule) {
    return rule.strip()
        .replaceFirst("^\\[[0-9]+:[0-9]+\\] ", "")
        .replaceAll("counter packets [0-9]+ bytes [0-9]+", "counter")
        .replaceFirst(" # handle [0-9]+$", "");
  }

  private static Optional<Statement> cluster(Fact fact) {
    if (fact instanceof KubeNode object) {
      return some("", "node", object.name(), "Ready=" + object.ready());
    } else if (fact instanceof KubeDaemonSet set) {
      return some(
          "",
          "daemonset",
          set.namespace() + "/" + set.name(),
          set.ready() + "/" + set.desired() + " " + set.images());
    } else if (fact instanceof KubeConfigMap map) {
      return some("", "configmap", map.namespace() + "/" + map.name(), map.data().toString());
    } else if (fact instanceof KubePod pod) {
      String owner =
          pod.owner().isEmpty() ? pod.name() : pod.owner().replaceFirst("-[0-9a-f]{8,10}$", "");
      String state = "Ready=" + (pod.ready() ? "True" : "False " + pod.phase());
      return some("", "pods", pod.namespace() + "/" + owner + " (" + pod.nodeName() + ")", state);
    }
    return Optional.empty();
  }
}
