package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Complaint;
import io.coldtrace.facts.derived.HostPort;
import io.coldtrace.facts.derived.ServiceProxy;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubeEndpoints;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.kubernetes.KubeService;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** kube-proxy's and portmap's rules, and what logs and events say. */
class ServiceProxiesTest {
  private static final String PORTALS =
      "-A PREROUTING -j KUBE-SERVICES\n-A KUBE-SERVICES -d 10.96.0.10/32 -j KUBE-SVC-A";
  private static final String MARK = "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000";
  private static final String HOOK = "-A POSTROUTING -j KUBE-POSTROUTING";
  private static final String MASQUERADE = "-A KUBE-POSTROUTING -j MASQUERADE";

  private static List<Fact> nat(String node, String... rules) {
    List<String> lines = new ArrayList<>(List.of("*nat"));
    List.of(rules).forEach(rule -> lines.addAll(rule.lines().toList()));
    lines.add("COMMIT");
    CapturedText text = new CapturedText(node, "iptables-nft-save.txt", lines);
    LineLedger ledger = new LineLedger(text);
    new IptablesSaveFileParser().parse(text, ledger);
    return new ArrayList<>(ledger.facts());
  }

  private static KubePod pod(String name, String node, String ip, long created, String... ports) {
    KubeContainer container =
        new KubeContainer(
            Source.NONE, "c", "i", true, 0, "running", "", "", -1, List.of(), List.of(ports));
    return new KubePod(
        Given.at("node-1", "kubectl/pods.json", 3),
        "kube-system",
        name,
        node,
        ip,
        false,
        "Running",
        true,
        Map.of(),
        "",
        created,
        List.of(container));
  }

  private static CapturedFile file(String node, String kind, double start) {
    return new CapturedFile(
        Given.at(node, "manifest.tsv", 2), "f", kind, kind, 0, start, 0, 1, "-", "-", "-");
  }

  private static ServiceProxy proxy(List<Fact> facts) {
    return ServiceProxies.of(facts, Places.of(facts)).get(0);
  }

  @Test
  void aProcessThatRunsIsOneWhateverItHasWritten() {
    ServiceProxy proxy = proxy(List.of(Given.process("node-1", "kube-proxy", "kube-proxy")));
    assertEquals("running", proxy.state());
    assertEquals("", proxy.mode());
    assertEquals(Source.NONE, proxy.masquerade());
  }

  @Test
  void aNodeThatHasItsPodAndNoProcessLacksItUnlessAnotherProgramDoesItsWork() {
    List<Fact> facts = new ArrayList<>();
    facts.add(pod("kube-proxy-x", "node-1", "10.0.0.1", 0));
    facts.add(Given.process("node-1", "kubelet", "kubelet"));
    assertEquals("gone", proxy(facts).state());
    assertEquals("kube-system/kube-proxy-x", proxy(facts).pod());
    facts.add(Given.process("node-1", "cilium-agent", "cilium-agent"));
    assertTrue(ServiceProxies.of(facts, Places.of(facts)).isEmpty());
  }

  @Test
  void whatMasqueradingLacksIsBroughtBack() {
    assertEquals(
        List.of(), proxy(nat("node-1", PORTALS, HOOK, MARK, MASQUERADE)).masqueradeRepairs());
    assertEquals(
        List.of(
            "iptables-nft -w -t nat -N KUBE-POSTROUTING 2>/dev/null || iptables-nft -w -t nat -F"
                + " KUBE-POSTROUTING",
            "iptables-nft -w -t nat -A KUBE-POSTROUTING -m mark --mark 0x4000/0x4000 -j MASQUERADE",
            "iptables-nft -w -t nat -I POSTROUTING -j KUBE-POSTROUTING"),
        proxy(nat("node-1", PORTALS, MARK)).masqueradeRepairs());
  }

  @Test
  void whereNoServiceIsTranslatedNothingNeedsMasquerading() {
    List<Fact> facts = nat("node-1", MARK);
    facts.add(Given.process("node-1", "kube-proxy", "kube-proxy"));
    assertEquals(List.of(), proxy(facts).masqueradeRepairs());
  }

  @Test
  void theRangeOfPodsIsTheOneThatIsNotMarked() {
    List<Fact> facts =
        nat(
            "node-1",
            PORTALS,
            "-A KUBE-SVC-A ! -s 172.27.0.0/16 -d 10.96.0.10/32 -p udp -j KUBE-MARK-MASQ");
    facts.add(
        new HostSetting(
            Given.at("node-1", "files/run/flannel/subnet.env", 2),
            "/run/flannel/subnet.env",
            "FLANNEL_SUBNET",
            "10.244.1.1/24"));
    assertEquals("172.27.0.0/16", proxy(facts).localRange());
    assertEquals("10.244.1.1/24", proxy(facts).podRange());
  }

  private static List<Fact> moved(long created, double rulesRead, double objectsRead) {
    List<Fact> facts =
        nat(
            "node-1",
            PORTALS,
            "-A KUBE-SEP-A -p tcp -m comment --comment \"default/web:http\" -j DNAT"
                + " --to-destination 10.244.1.9:80");
    facts.add(
        new KubeEndpoints(
            Given.at("node-1", "kubectl/endpoints.json", 4),
            "Endpoints",
            "default",
            "web",
            List.of("10.244.2.7"),
            List.of(),
            List.of("80/tcp")));
    facts.add(pod("web-7", "node-2", "10.244.2.7", created));
    facts.add(file("node-1", "iptables-save", rulesRead));
    facts.add(file("node-1", "kubectl-json", objectsRead));
    return facts;
  }

  @Test
  void rulesOfAPodThatIsLongGoneAreStale() {
    assertEquals(List.of("default/web → 10.244.1.9"), proxy(moved(1000, 2000, 2010)).stale());
  }

  @Test
  void whatMayHaveChangedMeanwhileIsNot() {
    assertEquals(List.of(), proxy(moved(1990, 2000, 2010)).stale(), "a few seconds old");
    assertEquals(List.of(), proxy(moved(1000, 2000, 9000)).stale(), "read hours apart");
    assertEquals(List.of(), proxy(moved(1000, 0, 2000)).stale(), "at an unknown time");
  }

  private static Probe asked(String kind, String target, String address) {
    return new Probe(
        Given.at("node-1", "manifest.tsv", 30),
        "node-1/" + kind,
        kind,
        "node-1",
        target,
        "",
        address,
        "80/tcp",
        100,
        2,
        "timeout",
        "",
        "-");
  }

  @Test
  void staleRulesExplainTheProbesOfTheirServiceAndOfAddressesThatAreGone() {
    List<Fact> facts = moved(1000, 2000, 2010);
    facts.add(asked("target-service", "default/web", "10.96.0.10"));
    facts.add(asked("tcp-pod", "default/10.244.1.9", "10.244.1.9"));
    facts.add(asked("http-metrics", "kube-system/coredns", "10.244.2.3"));
    assertEquals(List.of("node-1/target-service", "node-1/tcp-pod"), proxy(facts).probes());
  }

  private static KubeService service(String name, String... clusterIps) {
    return new KubeService(
        Given.at("node-1", "kubectl/services.json", 9),
        "default",
        name,
        "ClusterIP",
        List.of(clusterIps),
        List.of(),
        Map.of(),
        "",
        Source.NONE,
        "");
  }

  private static List<Fact> unheardOf(KubeService service, String... ready) {
    List<Fact> facts = moved(1000, 2000, 2010);
    facts.add(service);
    facts.add(
        new KubeEndpoints(
            Given.at("node-1", "kubectl/endpoints.json", 14),
            "Endpoints",
            "default",
            service.name(),
            List.of(ready),
            List.of(),
            List.of("80/tcp")));
    return facts;
  }

  @Test
  void aServiceWithPodsThatNoRuleLeadsToIsMissingWhereAProbeOfItFailed() {
    List<Fact> facts = unheardOf(service("api", "10.96.3.3"), "10.244.2.8");
    assertEquals(List.of(), proxy(facts).missing(), "nobody asked");
    facts.add(asked("https-service", "default/api", "10.96.3.3"));
    ServiceProxy proxy = proxy(facts);
    assertEquals(List.of("default/api"), proxy.missing());
    assertTrue(proxy.probes().contains("node-1/https-service"));
    assertTrue(proxy.staleSigns().contains(Given.at("node-1", "kubectl/services.json", 9)));
  }

  @Test
  void aServiceIsNotMissingThatNeedsNoRuleOrHasOne() {
    for (List<Fact> facts :
        List.of(
            unheardOf(service("api"), "10.244.2.8"),
            unheardOf(service("api", "10.96.3.3")),
            unheardOf(service("api", "10.96.0.10"), "10.244.2.8"),
            unheardOf(service("web", "10.96.3.3"), "10.244.1.9"))) {
      facts.add(asked("https-service", "default/api", "10.96.3.3"));
      facts.add(asked("target-service", "default/web", "10.96.3.3"));
      assertEquals(List.of(), proxy(facts).missing());
    }
  }

  @Test
  void kubeProxysOwnComplaintNeedsNoTime() {
    List<Fact> facts = moved(1990, 2000, 2010);
    Source log =
        Given.at("node-1", "files/var/log/pods/kube-system_kube-proxy-x_1/kube-proxy/0.log", 7);
    facts.add(new LogMessage(log, "component-log", "api-unreachable", "10.0.0.1:6443", "x"));
    assertEquals(1, proxy(facts).stale().size());
    assertEquals(log, proxy(facts).staleSigns().get(1));
    Complaint complaint = Complaints.of(facts).get(0);
    assertEquals("kube-proxy", complaint.speaker());
    assertEquals("node-1", complaint.node());
  }

  @Test
  void anEventSpeaksOfTheNodeOfItsPod() {
    KubeEvent event =
        new KubeEvent(
            Given.at("node-1", "kubectl/events.json", 4),
            "kube-system",
            "Pod/web-7",
            "Warning",
            "FailedCreatePodSandBox",
            "failed to find plugin \"flannel\" in path [/opt/cni/bin]",
            1,
            0,
            "cni-plugin-missing",
            "flannel");
    List<Complaint> complaints = Complaints.of(List.of(event, pod("web-7", "node-2", "", 0)));
    assertEquals("node-2", complaints.get(0).node());
    assertEquals("cni-plugin-missing", complaints.get(0).id());
    assertEquals("flannel", complaints.get(0).subject());
  }

  private static List<Fact> mapped(String... targets) {
    List<String> rules = new ArrayList<>();
    for (int i = 0; i < targets.length; i++) {
      String jump = "-A CNI-HOSTPORT-DNAT -p tcp -m multiport --dports 8080 -j CNI-DN-" + i;
      String entry = "-A CNI-DN-" + i + " -p tcp -m tcp --dport 8080 -j DNAT --to-destination ";
      rules.addAll(List.of(jump, entry + targets[i]));
    }
    List<Fact> facts = nat("node-1", rules.toArray(String[]::new));
    facts.add(pod("web", "node-1", "10.244.0.5", 0, "8080/tcp"));
    Source conflist = Given.at("node-1", "files/etc/cni/net.d/10-flannel.conflist", 9);
    facts.add(new HostSetting(conflist, "/etc/cni/net.d/a", "plugins[1].type", "portmap"));
    return facts;
  }

  @Test
  void theRuleOfADeadPodIsTakenAway() {
    HostPort port =
        PortMappings.of(mapped("10.244.0.9:80", "10.244.0.5:80"), Set.of("node-1")).get(0);
    assertEquals(List.of("10.244.0.9:80"), port.stale());
    assertEquals(
        List.of(
            "iptables-nft -w -t nat -D CNI-HOSTPORT-DNAT -p tcp -m multiport --dports 8080 -j"
                + " CNI-DN-0"),
        port.removals());
  }

  @Test
  void aPortWithoutAnyRuleIsToldWithItsPod() {
    HostPort port = PortMappings.of(mapped(), Set.of("node-1")).get(0);
    assertEquals("8080/tcp", port.port());
    assertEquals(List.of(), port.targets());
    assertEquals(List.of("kube-system/web"), port.pods());
  }
}
