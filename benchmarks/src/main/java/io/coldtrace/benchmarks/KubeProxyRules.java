package io.coldtrace.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * What kube-proxy writes for services of three endpoints on two nodes, as iptables-save prints it.
 */
final class KubeProxyRules {
  private static final List<String> HEAD =
      List.of(
          "*nat",
          ":PREROUTING ACCEPT [0:0]",
          ":INPUT ACCEPT [0:0]",
          ":OUTPUT ACCEPT [0:0]",
          ":POSTROUTING ACCEPT [0:0]",
          ":KUBE-MARK-MASQ - [0:0]",
          ":KUBE-POSTROUTING - [0:0]",
          ":KUBE-SERVICES - [0:0]");

  private static final List<String> JUMPS =
      List.of(
          "-A PREROUTING -m comment --comment \"kubernetes service portals\" -j KUBE-SERVICES",
          "-A OUTPUT -m comment --comment \"kubernetes service portals\" -j KUBE-SERVICES",
          "-A POSTROUTING -m comment --comment \"kubernetes postrouting rules\" -j KUBE-POSTROUTING",
          "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
          "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
          "-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0",
          "-A KUBE-POSTROUTING -j MASQUERADE --random-fully");

  private KubeProxyRules() {}

  static List<String> of(int services) {
    List<String> chains = new ArrayList<>(HEAD);
    List<String> rules = new ArrayList<>(JUMPS);
    for (int service = 0; service < services; service++) {
      String chain = "KUBE-SVC-%016d".formatted(service);
      String match =
          "-d 10.96.%d.%d/32 -p tcp -m comment --comment \"shop/cart-%d:http\" -m tcp --dport 80"
              .formatted(service / 250, service % 250 + 1, service);
      chains.add(":" + chain + " - [0:0]");
      rules.add("-A KUBE-SERVICES " + match + " -j " + chain);
      rules.add("-A " + chain + " ! -s 10.244.0.0/16 " + match + " -j KUBE-MARK-MASQ");
      for (int endpoint = 0; endpoint < 3; endpoint++) {
        endpoint(chains, rules, chain, service, endpoint);
      }
    }
    chains.addAll(rules);
    chains.addAll(
        List.of(
            "COMMIT",
            "*filter",
            ":INPUT ACCEPT [0:0]",
            ":FORWARD ACCEPT [0:0]",
            ":OUTPUT ACCEPT [0:0]",
            "COMMIT"));
    return chains;
  }

  private static void endpoint(
      List<String> chains, List<String> rules, String chain, int service, int endpoint) {
    String end = "KUBE-SEP-%015d%d".formatted(service, endpoint);
    String ip = "10.244.%d.%d".formatted(endpoint % 2 + 1, service % 250 + 2);
    String chance =
        endpoint == 2
            ? ""
            : " -m statistic --mode random --probability 0.%d".formatted(endpoint == 0 ? 33 : 50);
    chains.add(":" + end + " - [0:0]");
    rules.add("-A " + chain + chance + " -j " + end);
    rules.add("-A " + end + " -s " + ip + "/32 -j KUBE-MARK-MASQ");
    rules.add("-A " + end + " -p tcp -m tcp -j DNAT --to-destination " + ip + ":80");
  }
}
