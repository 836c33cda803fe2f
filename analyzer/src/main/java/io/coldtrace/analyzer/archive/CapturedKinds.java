package io.coldtrace.analyzer.archive;

import io.coldtrace.parsers.Parsers;
import java.util.Map;
import java.util.Optional;

/**
 * What a file of the snapshot is, where no manifest says so: by the names of {@code
 * docs/snapshot-format.md}.
 */
public final class CapturedKinds {
  private static final Map<String, String> BY_PATH =
      Map.ofEntries(
          Map.entry("manifest.tsv", "manifest"),
          Map.entry("peers.tsv", "peers"),
          Map.entry("ss.txt", "ss"),
          Map.entry("systemctl-units.txt", "systemctl"),
          Map.entry("modules.txt", "proc-modules"),
          Map.entry("files/etc/sysctl.conf", "sysctl-conf"),
          Map.entry("files/etc/os-release", "os-release"),
          Map.entry("files/etc/resolv.conf", "resolv-conf"),
          Map.entry("files/run/flannel/subnet.env", "flannel-subnet-env"),
          Map.entry("files/var/lib/kubelet/config.yaml", "config-yaml"),
          Map.entry("files/etc/firewalld/firewalld.conf", "firewalld-conf"),
          Map.entry("files/etc/ufw/ufw.conf", "ufw-conf"),
          Map.entry("files/etc/default/ufw", "ufw-conf"));

  /** None of them begins as another one does. */
  private static final Map<String, String> BY_START =
      Map.of(
          "conntrack-stats", "conntrack",
          "ethtool-", "ethtool",
          "files/etc/NetworkManager/", "networkmanager-conf",
          "files/etc/cni/net.d/", "cni-conflist",
          "files/etc/systemd/network", "networkd-conf",
          "files/proc/net/", "proc-net",
          "files/var/log/pods/", "component-log",
          "nmcli-", "nmcli",
          "tc-", "tc");

  private static final Map<String, String> PROBE_KINDS =
      Map.of("ping-", "ping", "http-", "curl", "dns-", "nslookup", "tcpdump-", "tcpdump");

  private CapturedKinds() {}

  /** The kind of a file by its path; empty if the path says nothing. */
  public static Optional<String> byPath(String path) {
    if (path.startsWith("after/") || path.startsWith("pod/")) {
      return byPath(path.substring(path.indexOf('/') + 1));
    }
    String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.(txt|json|tsv)$", "");
    if (BY_PATH.containsKey(path)) {
      return Optional.of(BY_PATH.get(path));
    }
    if (path.startsWith("kubectl/")) {
      return Optional.of("kubectl-json");
    }
    for (Map.Entry<String, String> start : BY_START.entrySet()) {
      if (path.startsWith(start.getKey())) {
        return Optional.of(start.getValue());
      }
    }
    if (path.matches("files/(etc|run|usr/local/lib|usr/lib|lib)/sysctl\\.d/[^/]+\\.conf")) {
      return Optional.of("sysctl-conf");
    }
    if (name.matches("ip6?tables(-legacy|-nft)?-save")) {
      return Optional.of("iptables-save");
    }
    if (path.startsWith("probes/")) {
      return PROBE_KINDS.entrySet().stream()
          .filter(entry -> name.startsWith(entry.getKey()))
          .map(Map.Entry::getValue)
          .findFirst();
    }
    return Parsers.forKind(name).map(parser -> name);
  }
}
