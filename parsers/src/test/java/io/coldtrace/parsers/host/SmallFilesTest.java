package io.coldtrace.parsers.host;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.KernelModule;
import io.coldtrace.facts.kernel.KernelVersion;
import io.coldtrace.facts.kernel.Nameserver;
import io.coldtrace.facts.kernel.OsRelease;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Files and commands of a few lines each. */
class SmallFilesTest {
  @Test
  void readsAssignments() {
    assertEquals(
        List.of(
            "FLANNEL_NETWORK=10.244.0.0/16",
            "FLANNEL_SUBNET=10.244.0.1/24",
            "FLANNEL_MTU=1450",
            "FLANNEL_IPMASQ=true"),
        settings(parse(new AssignmentFileParser("flannel-subnet-env"), "lab.txt")));
    LineLedger firewalld = parse(new AssignmentFileParser("firewalld-conf"), "firewalld.conf");
    assertLines(firewalld, 3, 6, 0);
    assertEquals("FirewallBackend=nftables", settings(firewalld).get(2));
    LineLedger ufw = parse(new AssignmentFileParser("ufw-conf"), "default-ufw");
    assertEquals(
        List.of(
            "IPV6=yes", "DEFAULT_INPUT_POLICY=DROP", "DEFAULT_FORWARD_POLICY=DROP", "IPT_MODULES="),
        settings(ufw));
  }

  @Test
  void aCopyOfAFileKeepsItsPathOnTheNode() {
    CapturedText text =
        new CapturedText("node-1", "files/etc/ufw/ufw.conf", List.of("ENABLED=yes"));
    LineLedger ledger = new LineLedger(text);
    new AssignmentFileParser("ufw-conf").parse(text, ledger);
    assertEquals("/etc/ufw/ufw.conf", facts(ledger, HostSetting.class).get(0).path());
  }

  @Test
  void readsCniConfiguration() {
    LineLedger ledger = parse(new CniConflistFileParser(), "lab.json");
    assertLines(ledger, 19, 0, 0);
    assertEquals(
        List.of(
            "name=cbr0",
            "cniVersion=0.3.1",
            "plugins[0].type=flannel",
            "plugins[0].delegate.hairpinMode=true",
            "plugins[0].delegate.isDefaultGateway=true",
            "plugins[1].type=portmap",
            "plugins[1].capabilities.portMappings=true"),
        settings(ledger));
    assertEquals(8, ledger.facts().get(3).source().line());
    assertLines(parseText(new CniConflistFileParser(), "{\"plugins\": ["), 0, 0, 1);
    assertLines(parseText(new CniConflistFileParser(), "{\"kind\": 1}"), 0, 0, 1);
  }

  @Test
  void readsTheConfigurationOfTheKubelet() {
    LineLedger ledger =
        parseText(
            new ConfigYamlFileParser(), "clusterDNS:\n- 10.96.0.10\ntoken: ***\nfeatureGates: {}");
    assertLines(ledger, 4, 0, 0);
    assertEquals(List.of("clusterDNS[0]=10.96.0.10", "token=***"), settings(ledger));
    assertLines(parseText(new ConfigYamlFileParser(), "a: [1"), 0, 0, 1);
  }

  @Test
  void readsClockNameAndVersion() {
    assertEquals(
        List.of("epoch=1795384337", "zone=CST", "offset=+0800"),
        settings(parse(new DateFileParser(), "collector.txt")));
    assertLines(parseText(new DateFileParser(), "Sun Nov 22 22:46:54 UTC 2026"), 0, 1, 0);
    assertEquals(
        List.of("hostname=node-2.example.net"),
        settings(parse(new HostnameFileParser(), "hostname.txt")));
    LineLedger versions = parse(new IptablesVersionFileParser(), "versions.txt");
    assertLines(versions, 3, 0, 1);
    assertEquals(
        List.of(
            "iptables-version=1.8.7 (nf_tables)",
            "iptables-version=1.8.4 (legacy)",
            "iptables-version=1.4.21"),
        settings(versions));
    LineLedger procps = parse(new SysctlVersionFileParser(), "versions.txt");
    assertLines(procps, 2, 0, 1);
    assertEquals(List.of("procps=4.0.2", "procps=3.3.10"), settings(procps));
  }

  @Test
  void readsUname() {
    LineLedger ledger = parse(new UnameFileParser(), "all.txt");
    assertLines(ledger, 3, 0, 1);
    assertEquals(
        List.of(
            "node-2 5.10.0-60.18.0.50.oe2203.x86_64 x86_64",
            "k8s-arm 4.19.90-52.22.v2207.ky10.aarch64 aarch64",
            "box 6.1.0-18-amd64 x86_64"),
        facts(ledger, KernelVersion.class).stream()
            .map(kernel -> kernel.hostname() + " " + kernel.release() + " " + kernel.machine())
            .toList());
  }

  @Test
  void readsModules() {
    LineLedger proc = parse(new ProcModulesFileParser(), "modules.txt");
    assertLines(proc, 4, 0, 1);
    assertEquals(
        List.of(
            "vxlan 98304 ", "ip6_udp_tunnel 16384 ", "br_netfilter 28672 ", "hostguard 40960 OE"),
        modules(proc));
    LineLedger lsmod = parse(new LsmodFileParser(), "lsmod.txt");
    assertLines(lsmod, 4, 1, 0);
    assertEquals("nf_conntrack 172032 ", modules(lsmod).get(3));
    assertEquals(
        List.of("hostguard 40960 OE"), modules(parse(new LsmodFileParser(), "busybox.txt")));
  }

  @Test
  void readsOsRelease() {
    assertEquals("openEuler [] 20.03 openEuler 20.03 (LTS)", os("openeuler.txt"));
    assertEquals("rhel [fedora] 7.2 Red Hat Enterprise Linux Server 7.2 (Maipo)", os("rhel7.txt"));
    assertEquals("kylin [] V10 Kylin Linux Advanced Server V10 (Sword)", os("kylin.txt"));
    assertEquals("Ubuntu [] 12.04 Ubuntu 12.04.5 LTS", os("lsb-release.txt"));
    assertEquals(
        "CentOS Linux [] 8.1.1911 CentOS Linux release 8.1.1911 (Core)", os("redhat-release.txt"));
    assertEquals(
        "SUSE Linux Enterprise Server [] 12 SUSE Linux Enterprise Server 12 (x86_64)",
        os("suse-release.txt"));
  }

  @Test
  void readsNameservers() {
    LineLedger ledger = parse(new ResolvConfFileParser(), "node-local-dns.txt");
    assertLines(ledger, 2, 3, 0);
    assertEquals(
        List.of("169.254.20.10", "10.96.0.10"),
        facts(ledger, Nameserver.class).stream().map(Nameserver::address).toList());
    assertLines(parse(new ResolvConfFileParser(), "networkmanager.txt"), 1, 3, 0);
    assertLines(parseText(new ResolvConfFileParser(), "nameserver", "nameserver x"), 0, 0, 2);
  }

  private static String os(String fixture) {
    LineLedger ledger = parse(new OsReleaseFileParser(), fixture);
    assertEquals(List.of(), ledger.unrecognized());
    OsRelease os = facts(ledger, OsRelease.class).get(0);
    return os.id() + " " + os.idLike() + " " + os.version() + " " + os.prettyName();
  }

  private static List<String> modules(LineLedger ledger) {
    return facts(ledger, KernelModule.class).stream()
        .map(module -> module.name() + " " + module.bytes() + " " + module.taint())
        .toList();
  }

  private static List<String> settings(LineLedger ledger) {
    return facts(ledger, HostSetting.class).stream()
        .map(setting -> setting.key() + "=" + setting.value())
        .toList();
  }
}
