package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What kube-proxy has written into the nat table of one node and backend.
 *
 * <pre>
 * -A PREROUTING -m comment --comment "kubernetes service portals" -j KUBE-SERVICES
 * -A KUBE-SVC-CDGG ! -s 10.244.0.0/16 -d 10.96.0.100/32 -p tcp --dport 80 -j KUBE-MARK-MASQ
 * -A KUBE-SEP-33EB -p tcp -m comment --comment "default/web:http" -m tcp -j DNAT --to-destination 10.244.0.4:80
 * -A KUBE-POSTROUTING -m comment --comment "..." -j MASQUERADE --random-fully
 * </pre>
 */
final class ProxyRules {
  private static final String MARK = "0x4000/0x4000";

  private final List<IptablesRule> entries = new ArrayList<>();
  private final Set<String> portals = new HashSet<>();
  private final List<IptablesRule> hooked = new ArrayList<>();
  private final List<IptablesRule> marks = new ArrayList<>();
  private final List<IptablesRule> masquerades = new ArrayList<>();
  private Optional<IptablesRule> local = Optional.empty();

  /** The endpoints of each service's port: the address, and the rule that leads there. */
  private final Map<String, Map<String, IptablesRule>> endpoints = new TreeMap<>();

  /** Takes a rule of the nat table, if it is one of kube-proxy's. */
  void read(IptablesRule rule) {
    switch (rule.chain()) {
      case "PREROUTING", "OUTPUT" -> keep(entries, rule, "KUBE-SERVICES");
      case "POSTROUTING" -> keep(hooked, rule, "KUBE-POSTROUTING");
      case "KUBE-MARK-MASQ" -> keep(marks, rule, "MARK");
      case "KUBE-POSTROUTING" -> {
        keep(masquerades, rule, "MASQUERADE");
        keep(masquerades, rule, "SNAT");
      }
      default -> {
        if (rule.chain().equals("KUBE-SERVICES")) {
          portals.add(option(rule.matches(), "-d"));
        }
        ofService(rule);
      }
    }
  }

  private static void keep(List<IptablesRule> kept, IptablesRule rule, String target) {
    if (rule.target().equals(target)) {
      kept.add(rule);
    }
  }

  private void ofService(IptablesRule rule) {
    if (rule.chain().startsWith("KUBE-SEP-") && rule.target().equals("DNAT")) {
      String service = option(rule.matches(), "--comment");
      String target = option(rule.targetOptions(), "--to-destination");
      if (service.contains("/") && !target.isEmpty()) {
        int port = target.lastIndexOf(':');
        String address = port < 0 ? target : target.substring(0, port);
        endpoints
            .computeIfAbsent(service, unused -> new LinkedHashMap<>())
            .putIfAbsent(address, rule);
      }
    } else if (local.isEmpty()
        && rule.target().equals("KUBE-MARK-MASQ")
        && (rule.chain().equals("KUBE-SERVICES") || rule.chain().startsWith("KUBE-SVC-"))
        && rule.matches().stream().anyMatch(o -> o.name().equals("-s") && o.negated())) {
      local = Optional.of(rule);
    }
  }

  /** Asked of every endpoint's rule, of which a large node has tens of thousands. */
  private static String option(List<RuleOption> options, String name) {
    for (RuleOption option : options) {
      if (option.name().equals(name)) {
        return option.argument();
      }
    }
    return "";
  }

  /** Services are translated: packets are led through its rules. */
  boolean stand() {
    return !entries.isEmpty() && !portals.isEmpty();
  }

  /** Whether a rule of {@code KUBE-SERVICES} is of this cluster IP. */
  boolean names(String clusterIp) {
    return portals.contains(clusterIp + "/32") || portals.contains(clusterIp);
  }

  Source first() {
    return entries.stream().map(IptablesRule::source).findFirst().orElse(Source.NONE);
  }

  /** The rule that says which addresses are pods'. */
  Optional<IptablesRule> local() {
    return local;
  }

  /** The range of that rule. */
  String localRange() {
    return local.map(rule -> option(rule.matches(), "-s")).orElse("");
  }

  Map<String, Map<String, IptablesRule>> endpoints() {
    return endpoints;
  }

  /** Whether marked packets get the node's address. */
  boolean masquerade() {
    return !stand() || (!masquerades.isEmpty() && !marks.isEmpty() && !hooked.isEmpty());
  }

  /** What brings back what masquerading lacks; kube-proxy itself writes the same. */
  List<String> masqueradeRepairs() {
    String iptables = RuleOwners.program(first()) + " -w -t nat ";
    List<String> repairs = new ArrayList<>();
    TreeSet<String> chains = new TreeSet<>();
    if (marks.isEmpty()) {
      chains.add("KUBE-MARK-MASQ");
      repairs.add(iptables + "-A KUBE-MARK-MASQ -j MARK --set-xmark " + MARK);
    }
    if (masquerades.isEmpty()) {
      chains.add("KUBE-POSTROUTING");
      repairs.add(iptables + "-A KUBE-POSTROUTING -m mark --mark " + MARK + " -j MASQUERADE");
    }
    if (hooked.isEmpty()) {
      repairs.add(iptables + "-I POSTROUTING -j KUBE-POSTROUTING");
    }
    List<String> all = new ArrayList<>();
    chains.forEach(
        chain -> all.add("%s-N %s 2>/dev/null || %1$s-F %2$s".formatted(iptables, chain)));
    all.addAll(repairs);
    return all;
  }
}
