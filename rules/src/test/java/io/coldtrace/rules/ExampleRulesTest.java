package io.coldtrace.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.derived.DnsPod;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules that the schema is explained with. */
class ExampleRulesTest {
  private static final Source SYSCTL = new Source("node-1", "sysctl-a.txt", 412);

  @Test
  void aNodeThatIgnoresPing() {
    Finding finding = only("icmp-echo-ignored", echo("1"));
    assertEquals(List.of("node-1"), finding.nodes());
    assertEquals(List.of(SYSCTL), finding.evidence());
    assertEquals(
        "node-1 is told to answer no ping (net.ipv4.icmp_echo_ignore_all = 1);"
            + " other traffic flows.",
        finding.message());
    assertEquals("sysctl -w net.ipv4.icmp_echo_ignore_all=0", finding.remedy().get(0).command());
    assertEquals(List.of(), judge("icmp-echo-ignored", echo("0")));
  }

  @Test
  void coreDnsThatCrashes() {
    Finding finding =
        only(
            "coredns-crashloop",
            dnsPod("dns-1", "a", false),
            dnsPod("dns-2", "b", false),
            pod("dns-1", "a", false));
    assertEquals(List.of(), finding.nodes());
    assertEquals(List.of("dns-1", "dns-2"), finding.evidence().stream().map(Source::file).toList());
    assertEquals(
        "2 CoreDNS pods do not run: kube-system/dns-1 on a (CrashLoopBackOff, 7 restarts);"
            + " kube-system/dns-2 on b (CrashLoopBackOff, 7 restarts).",
        finding.message());
    assertEquals(
        List.of(
            "The last run of kube-system/dns-1 ended with OOMKilled.",
            "The last run of kube-system/dns-2 ended with OOMKilled."),
        finding.speaksFor());
    assertEquals(List.of("a/dns-pod.dns-1", "a/dns-pod.dns-2"), finding.explains());
    assertEquals(
        List.of(), judge("coredns-crashloop", dnsPod("dns-1", "a", true), pod("dns-1", "a", true)));
  }

  @Test
  void coreDnsOnOneNode() {
    Finding finding =
        only("coredns-colocated", pod("d1", "a", true), pod("d2", "a", true), node("a"), node("b"));
    assertEquals(
        "kubectl -n kube-system rollout restart deployment coredns",
        finding.remedy().get(0).command());
    assertEquals(
        List.of(),
        judge(
            "coredns-colocated", pod("d1", "a", true), pod("d2", "b", true), node("a"), node("b")));
  }

  @Test
  void saysTheSameInChinese() {
    RuleCatalog catalog = RuleCatalog.builtIn().catalog();
    List<Fact> facts =
        new ArrayList<>(List.of(dnsPod("dns-1", "a", false), captured("kubectl-json")));
    Finding finding = catalog.judge(FactBase.of(facts), Language.CHINESE).found().get(0);
    assertEquals(
        "1 个 CoreDNS Pod 未运行：kube-system/dns-1 @ a（CrashLoopBackOff，重启 7 次）。", finding.message());
    assertTrue(finding.remedy().stream().allMatch(step -> step.note().matches(".*\\p{IsHan}.*")));
  }

  private static CapturedFile captured(String kind) {
    Source line = new Source("node-1", "manifest.tsv", 9);
    return new CapturedFile(line, "f", kind, "", 0, 0, 0, 0, "-", "-", "-");
  }

  private static DnsPod dnsPod(String name, String node, boolean ready) {
    return new DnsPod(
        new Source("node-1", name, 1),
        node,
        "kube-system/" + name,
        "10.244.0.2",
        ready,
        7,
        ready ? "" : "CrashLoopBackOff",
        "OOMKilled",
        List.of("a/dns-pod." + name));
  }

  private static Finding only(String rule, Fact... facts) {
    List<Finding> found = judge(rule, facts);
    assertEquals(1, found.size(), found.toString());
    return found.get(0);
  }

  private static List<Finding> judge(String rule, Fact... facts) {
    List<Fact> all = new ArrayList<>(List.of(facts));
    all.add(captured("sysctl-a"));
    all.add(captured("kubectl-json"));
    Findings findings = RuleCatalog.builtIn().catalog().judge(FactBase.of(all), Language.ENGLISH);
    assertTrue(
        findings.notEvaluated().stream().noneMatch(not -> not.ruleId().equals(rule)),
        findings.notEvaluated().toString());
    return findings.found().stream().filter(finding -> finding.ruleId().equals(rule)).toList();
  }

  private static Sysctl echo(String value) {
    return new Sysctl(SYSCTL, "net.ipv4.icmp_echo_ignore_all", value);
  }

  private static KubePod pod(String name, String node, boolean ready) {
    Source source = new Source("node-1", name, 3);
    KubeContainer container =
        new KubeContainer(
            source,
            "coredns",
            "coredns:1.11",
            ready,
            ready ? 0 : 9,
            ready ? "running" : "waiting",
            ready ? "" : "CrashLoopBackOff",
            ready ? "" : "OOMKilled",
            ready ? -1 : 137,
            List.of(),
            List.of());
    return new KubePod(
        source,
        "kube-system",
        name,
        node,
        "10.244.0.2",
        false,
        "Running",
        ready,
        Map.of("k8s-app", "kube-dns"),
        "",
        0,
        List.of(container));
  }

  private static KubeNode node(String name) {
    return new KubeNode(
        new Source("node-1", "nodes", 1),
        name,
        List.of(),
        name,
        List.of(),
        "True",
        "",
        "",
        Map.of(),
        Map.of(),
        Map.of());
  }
}
