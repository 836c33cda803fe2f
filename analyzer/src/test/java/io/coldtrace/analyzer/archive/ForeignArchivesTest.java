package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.network.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small archives with the layouts of sosreport, Rancher, Troubleshoot and kubectl. */
class ForeignArchivesTest {
  private static final String RULES =
      "*filter\n:FORWARD ACCEPT [0:0]\n-A FORWARD -j DROP\nCOMMIT\n";
  private static final String ROUTES = "default via 10.0.0.1 dev eth0\n";
  private static final String NODES =
      """
      {"kind": "NodeList", "apiVersion": "v1", "items": [
        {"metadata": {"name": "node-1"}, "spec": {"podCIDR": "10.244.0.0/24"}, "status": {}}]}
      """;

  @TempDir private Path folder;

  private Snapshot unpacked(String top, Map<String, String> files) throws IOException {
    Path root = folder.resolve(top);
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = root.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
    return Snapshot.read(Inputs.of(List.of(root)), Limits.DEFAULT);
  }

  /** The same as a tarball, whose members have the folder's name before them. */
  private Snapshot packed(String top, Map<String, String> files) throws IOException {
    Tarballs members = new Tarballs();
    new TreeMap<>(files).forEach((path, text) -> members.file(top + "/" + path, text));
    Path archive = members.gzipTo(folder.resolve(top + ".tar.gz"));
    return Snapshot.read(Inputs.of(List.of(archive)), Limits.DEFAULT);
  }

  private static Map<String, String> kinds(Snapshot snapshot) {
    Map<String, String> kinds = new TreeMap<>();
    snapshot.files().forEach(file -> kinds.put(file.node() + " " + file.path(), file.kind()));
    return kinds;
  }

  private static <T extends Fact> T only(Snapshot snapshot, Class<T> type) {
    return snapshot.facts().stream()
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void sosreport() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put(
        "sos_commands/firewall_tables/iptables_-t_filter_-nvL",
        "Chain INPUT (policy ACCEPT 0 packets, 0 bytes)\n pkts bytes target     prot opt in     out     source               destination\n");
    files.put("sos_commands/firewall_tables/nft_list_ruleset", "table ip filter {\n}\n");
    files.put("sos_commands/networking/ip_route_show_table_all", ROUTES);
    files.put(
        "sos_commands/networking/ip_-o_addr",
        "1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever\n");
    files.put(
        "sos_commands/networking/ethtool_-k_eth0", "Features for eth0:\nrx-checksumming: on\n");
    files.put("sos_commands/kernel/sysctl_-a", "net.ipv4.ip_forward = 0\n");
    files.put(
        "sos_commands/kernel/lsmod", "Module                  Size  Used by\nvxlan 65536 0\n");
    files.put(
        "sos_commands/process/ps_auxwww",
        "USER PID %CPU %MEM VSZ RSS TTY STAT START TIME COMMAND\nroot 1 0.0 0.0 1 1 ? Ss 10:00 0:00 init\n");
    files.put(
        "sos_commands/systemd/systemctl_list-units",
        "UNIT LOAD ACTIVE SUB DESCRIPTION\na.service loaded active running A\n");
    files.put("etc/resolv.conf", "nameserver 10.0.0.2\n");
    files.put("etc/sysctl.conf", "net.ipv4.ip_forward = 0\n");
    files.put("proc/net/snmp", "Ip: Forwarding DefaultTTL\nIp: 2 64\n");
    for (Snapshot snapshot :
        List.of(
            unpacked("sosreport-node1-0123456-2026-11-22-abcdefg", files),
            packed("sosreport-node1-2026-11-22-hijklmn", files))) {
      Map<String, String> kinds = kinds(snapshot);
      assertEquals(files.size(), kinds.size());
      assertEquals(
          "iptables-L", kinds.get("node1 sos_commands/firewall_tables/iptables_-t_filter_-nvL"));
      assertEquals("nft-ruleset", kinds.get("node1 sos_commands/firewall_tables/nft_list_ruleset"));
      assertEquals("ip-route", kinds.get("node1 sos_commands/networking/ip_route_show_table_all"));
      assertEquals("ip-addr", kinds.get("node1 sos_commands/networking/ip_-o_addr"));
      assertEquals("ethtool", kinds.get("node1 sos_commands/networking/ethtool_-k_eth0"));
      assertEquals("sysctl-a", kinds.get("node1 sos_commands/kernel/sysctl_-a"));
      assertEquals("lsmod", kinds.get("node1 sos_commands/kernel/lsmod"));
      assertEquals("ps", kinds.get("node1 sos_commands/process/ps_auxwww"));
      assertEquals("systemctl", kinds.get("node1 sos_commands/systemd/systemctl_list-units"));
      assertEquals("resolv-conf", kinds.get("node1 etc/resolv.conf"));
      assertEquals("sysctl-conf", kinds.get("node1 etc/sysctl.conf"));
      assertEquals("proc-net", kinds.get("node1 proc/net/snmp"));
      assertEquals("node1", only(snapshot, Sysctl.class).source().node());
    }
  }

  @Test
  void rancherLogsCollector() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("networking/iptablessave", RULES);
    files.put("networking/iproute", ROUTES);
    files.put(
        "networking/ipaddrshow",
        "1: lo: <LOOPBACK,UP> mtu 65536\n    inet 127.0.0.1/8 scope host lo\n");
    files.put(
        "networking/ssanp",
        "Netid State Recv-Q Send-Q Local Address:Port Peer Address:Port\nudp UNCONN 0 0 0.0.0.0:8472 0.0.0.0:*\n");
    files.put("systeminfo/hostname", "node-7\n");
    files.put("systeminfo/sysctla", "net.ipv4.ip_forward = 1\n");
    files.put("systeminfo/dmesg", "[    1.000000] nf_conntrack: table full, dropping packet\n");
    files.put(
        "rke2/kubectl/nodes",
        "NAME     STATUS   ROLES    AGE   VERSION\nnode-7   Ready    <none>   1d    v1.26.0\n");
    files.put(
        "rke2/kubectl/nodesdescribe", "Name:               node-7\nRoles:              <none>\n");
    for (Snapshot snapshot :
        List.of(
            unpacked("node-7-2026-11-22_10_00_00", files),
            packed("node-7-2026-11-22_10_00_01", files))) {
      Map<String, String> kinds = kinds(snapshot);
      assertEquals("iptables-save", kinds.get("node-7 networking/iptablessave"));
      assertEquals("ip-route", kinds.get("node-7 networking/iproute"));
      assertEquals("ip-addr", kinds.get("node-7 networking/ipaddrshow"));
      assertEquals("ss", kinds.get("node-7 networking/ssanp"));
      assertEquals("hostname", kinds.get("node-7 systeminfo/hostname"));
      assertEquals("sysctl-a", kinds.get("node-7 systeminfo/sysctla"));
      assertEquals("dmesg", kinds.get("node-7 systeminfo/dmesg"));
      assertEquals("kubectl-get", kinds.get("node-7 rke2/kubectl/nodes"));
      assertEquals("kubectl-describe", kinds.get("node-7 rke2/kubectl/nodesdescribe"));
      assertEquals("DROP", only(snapshot, IptablesRule.class).target());
      assertEquals("eth0", only(snapshot, Route.class).device());
    }
  }

  @Test
  void troubleshootSupportBundle() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("version.yaml", "apiVersion: troubleshoot.sh/v1beta2\nkind: SupportBundle\n");
    files.put("cluster-resources/nodes.json", NODES);
    files.put(
        "cluster-resources/pods/kube-system.json",
        "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": []}\n");
    files.put(
        "cluster-resources/pods/logs/kube-system/coredns-x/coredns.log",
        "[INFO] plugin/reload: Running\n");
    files.put("sysctl/node-1", "/proc/sys/net/ipv4/ip_forward = 1\n");
    for (Snapshot snapshot :
        List.of(
            unpacked("support-bundle-2026-11-22T10_00_00", files),
            packed("support-bundle-2026-11-22T10_00_01", files))) {
      Map<String, String> kinds = kinds(snapshot);
      assertEquals("kubectl-json", kinds.get("snapshot cluster-resources/nodes.json"));
      assertEquals("kubectl-json", kinds.get("snapshot cluster-resources/pods/kube-system.json"));
      assertEquals(
          "component-log",
          kinds.get("snapshot cluster-resources/pods/logs/kube-system/coredns-x/coredns.log"));
      assertEquals("sysctl-a", kinds.get("node-1 sysctl/node-1"));
      assertEquals("node-1", only(snapshot, KubeNode.class).name());
      assertEquals("net.ipv4.ip_forward", only(snapshot, Sysctl.class).key());
    }
  }

  @Test
  void clusterInfoDump() throws IOException {
    Map<String, String> files = new TreeMap<>();
    files.put("nodes.json", NODES);
    files.put(
        "kube-system/pods.json",
        "{\"kind\": \"PodList\", \"apiVersion\": \"v1\", \"items\": []}\n");
    files.put("kube-system/coredns-5d78c9869d-8xk2p/logs.txt", "[INFO] plugin/reload: Running\n");
    for (Snapshot snapshot : List.of(unpacked("dump", files), packed("dump", files))) {
      Map<String, String> kinds = kinds(snapshot);
      assertEquals("kubectl-json", kinds.get("snapshot nodes.json"));
      assertEquals("kubectl-json", kinds.get("snapshot kube-system/pods.json"));
      assertEquals(
          "component-log", kinds.get("snapshot kube-system/coredns-5d78c9869d-8xk2p/logs.txt"));
      assertEquals("node-1", only(snapshot, KubeNode.class).name());
      assertTrue(snapshot.problems().isEmpty(), () -> snapshot.problems().toString());
    }
  }
}
