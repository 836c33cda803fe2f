package io.coldtrace.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Route;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What rules make of facts. */
class JudgementTest {
  private static final String FORWARD = "net.ipv4.ip_forward";

  @TempDir Path folder;

  @Test
  void firesWhereTheConditionHoldsAndIsClearElsewhere() {
    Findings findings =
        judge(
            rule("when: s.value == '0'", "needs: [sysctl-a]"),
            captured("a", "-"),
            captured("b", "cut"),
            sysctl("a", 7, "0"),
            sysctl("b", 8, "1"));
    assertEquals(List.of(List.of("a")), findings.found().stream().map(Finding::nodes).toList());
    Finding finding = findings.found().get(0);
    assertEquals(List.of(source("a", 7)), finding.evidence());
    assertEquals("a-rule/A title/net.ipv4.ip_forward=0", texts(finding));
    assertEquals(List.of(sysctl("a", 7, "0")), finding.subjects());
    assertEquals(List.of(), findings.notEvaluated());
  }

  @Test
  void saysWhatIsMissing() {
    String rule = rule("when: s.value == '0'", "needs: [sysctl-a, 'ip-link|ip-addr']");
    Findings findings = judge(rule, captured("a", "timeout"), sysctl("a", 7, "0"));
    assertEquals(List.of(), findings.found());
    assertEquals(
        List.of(new NotEvaluated("a-rule", "a", List.of("ip-link|ip-addr", "sysctl-a"))),
        findings.notEvaluated());
  }

  @Test
  void aListingOfIpv6AloneIsNoneOfIpv4() {
    CapturedFile six =
        new CapturedFile(
            source("a", 2),
            "ip6tables-nft-save.txt",
            "iptables-save",
            "ip6tables-nft-save -c",
            0,
            0,
            0,
            0,
            "-",
            "-",
            "-");
    String rule = rule("when: s.value == '0'", "needs: ['ip6:iptables-save', iptables-save]");
    assertEquals(
        List.of(new NotEvaluated("a-rule", "a", List.of("iptables-save"))),
        judge(rule, six, sysctl("a", 7, "0")).notEvaluated());
  }

  @Test
  void isNotEvaluatedWithoutAnyFact() {
    assertEquals(
        List.of(new NotEvaluated("a-rule", "", List.of("fact Sysctl"))),
        judge(rule("when: s.value == '0'")).notEvaluated());
    Findings clear = judge(rule("when: s.value == '0'", "needs: [sysctl-a]"), captured("a", "-"));
    assertEquals(new Findings(List.of(), List.of()), clear);
  }

  @Test
  void aFailureCostsOnlyWhatItFailedOn() {
    Findings findings =
        judge(rule("when: int(s.value) == 0"), sysctl("a", 7, "0"), sysctl("b", 8, "x"));
    assertEquals(1, findings.found().size());
    NotEvaluated failed = findings.notEvaluated().get(0);
    assertEquals("b", failed.node());
    assertTrue(
        failed.missing().get(0).startsWith("error: tests/a-rule/rule.yaml:"),
        failed.missing().toString());
  }

  @Test
  void groupsMatchesIntoOneFinding() {
    String rule =
        rule(
            "when: s.value == '0'",
            "group: s.key",
            "why: ${joined(matches.map(m, m.source.node), '+')}",
            "remedy: [{kind: fix, command: 'sysctl -w ${s.key}=1'}]");
    Findings findings =
        catalog(rule, "why: 见 ${matches.size()}\n")
            .judge(
                FactBase.of(List.of(sysctl("b", 8, "0"), sysctl("a", 7, "0"))), Language.CHINESE);
    assertEquals(1, findings.found().size());
    Finding finding = findings.found().get(0);
    assertEquals(List.of("a", "b"), finding.nodes());
    assertEquals(List.of(source("a", 7), source("b", 8)), finding.evidence());
    assertEquals("标题/见 2", finding.title() + "/" + finding.why());
    assertEquals(
        List.of(
            new RemedyStep(StepKind.FIX, "a", "sysctl -w net.ipv4.ip_forward=1", ""),
            new RemedyStep(StepKind.FIX, "b", "sysctl -w net.ipv4.ip_forward=1", "")),
        finding.remedy());
  }

  @Test
  void writesAStepForEachElementAndQuotesForTheShell() {
    String rule =
        rule(
            "when: s.value == '0'",
            "remedy:",
            "  - kind: fix",
            "    each: linksOn(s.source.node).filter(l, l.mtu > 1000) as l",
            "    when: l.name != 'lo'",
            "    command: ip link set ${l.name} mtu ${l.mtu - 50} && echo ${raw('$HOME')} $${x} ${node}");
    Findings findings =
        judge(
            rule,
            sysctl("a", 7, "0"),
            link("a", "eth0"),
            link("a", "lo"),
            link("a", "x; reboot"),
            link("b", "eth1"));
    assertEquals(
        List.of(
            "ip link set eth0 mtu 1450 && echo $HOME ${x} a",
            "ip link set 'x; reboot' mtu 1450 && echo $HOME ${x} a"),
        findings.found().get(0).remedy().stream().map(RemedyStep::command).toList());
  }

  @Test
  void offersAlternativesAndArgumentsThatApply() {
    String rule =
        rule(
            "when: s.value == '0'",
            "for_it: [always, {text: never, when: s.value == '1'}]",
            "under: [a-general-one]",
            "alternatives:",
            "  - {title: yes, when: now, steps: [{kind: manual, note: do it}]}",
            "  - {title: no, when: now, if: s.value == '1', steps: []}");
    String chinese =
        """
        for_it: [总是, 从不]
        alternatives:
          - {title: 是, when: 现在, steps: [做]}
          - {title: 否, when: 现在}
        """;
    Finding finding =
        catalog(rule, chinese.replace("[做]", "[{note: 做}]"))
            .judge(FactBase.of(List.of(sysctl("a", 7, "0"))), Language.ENGLISH)
            .found()
            .get(0);
    assertEquals(List.of("always"), finding.speaksFor());
    assertEquals(List.of("a-general-one"), finding.under());
    RemedyStep step = new RemedyStep(StepKind.MANUAL, "a", "", "do it");
    assertEquals(List.of(new Alternative("yes", "now", List.of(step))), finding.alternatives());
  }

  @Test
  void readsOptionalComponentsAndAddresses() {
    String rule =
        Catalogs.rule(
            "a-rule",
            "for: Route as r",
            "where: r.gateway.hasValue()",
            "when: >-",
            "  r.gateway == optional.of(ip('10.0.0.1')) &&",
            "  !r.preferredSource.hasValue() &&",
            "  cidr('10.0.0.0/8').containsIP(r.gateway.value()) &&",
            "  r.destination.containsIP('10.244.1.7') &&",
            "  cidr('10.244.0.0/16').containsCIDR(r.destination) &&",
            "  !r.destination.overlaps('10.96.0.0/12')",
            "nodes: []",
            "evidence: r.source",
            "message: \"via ${r.gateway.?text.orValue('-')}"
                + " from ${r.preferredSource.?text.orValue('-')} to ${r.destination}\"");
    Findings findings = judge(rule, route("10.244.1.0/24", "10.0.0.1"), route("10.244.2.0/24", ""));
    assertEquals(
        List.of("via 10.0.0.1 from - to 10.244.1.0/24"),
        findings.found().stream().map(Finding::message).toList());
  }

  @Test
  void judgesTheClusterOnce() {
    String rule =
        Catalogs.rule(
            "a-rule",
            "for: cluster",
            "when: sysctls.exists(s, s.value == '0')",
            "nodes: sysctls.map(s, s.source.node)",
            "evidence: sysctls.map(s, s.source)",
            "message: text",
            "needs: ['fact:Sysctl']");
    Findings findings = judge(rule, sysctl("b", 7, "0"), sysctl("a", 7, "0"));
    assertEquals(List.of("a", "b"), findings.found().get(0).nodes());
    assertEquals(
        List.of(new NotEvaluated("a-rule", "", List.of("fact Sysctl"))),
        judge(rule).notEvaluated());
  }

  @Test
  void sameFactsInAnyOrderMakeTheSameFindings() {
    List<Fact> facts = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      facts.add(sysctl("n" + i % 7, i, i % 2 == 0 ? "0" : "x"));
    }
    RuleCatalog catalog = catalog(rule("when: int(s.value) == 0"), "");
    Findings forward = catalog.judge(FactBase.of(facts), Language.ENGLISH);
    Collections.reverse(facts);
    assertEquals(25, forward.found().size());
    assertEquals(forward, catalog.judge(FactBase.of(facts), Language.ENGLISH));
  }

  private Findings judge(String rule, Fact... facts) {
    return catalog(rule, "").judge(FactBase.of(List.of(facts)), Language.ENGLISH);
  }

  private RuleCatalog catalog(String rule, String chinese) {
    return Catalogs.well(folder, rule, Catalogs.CHINESE + chinese);
  }

  private static String rule(String... lines) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "for: Sysctl as s",
                "nodes: s.source.node",
                "evidence: s.source",
                "message: ${s.key}=${s.value}"));
    all.addAll(List.of(lines));
    return Catalogs.rule("a-rule", all.toArray(String[]::new));
  }

  private static String texts(Finding finding) {
    return finding.ruleId() + "/" + finding.title() + "/" + finding.message();
  }

  private static Source source(String node, int line) {
    return new Source(node, "file", line);
  }

  private static Sysctl sysctl(String node, int line, String value) {
    return new Sysctl(source(node, line), FORWARD, value);
  }

  private static Link link(String node, String name) {
    return new Link(
        source(node, 1), 1, name, "", List.of(), 1500, "UP", "", "", "", Optional.empty());
  }

  private static Route route(String destination, String gateway) {
    return new Route(
        source("a", 1),
        "unicast",
        "main",
        Cidr.of(destination),
        Ip.parse(gateway),
        "eth0",
        Optional.empty(),
        0,
        "",
        "",
        List.of());
  }

  private static CapturedFile captured(String node, String state) {
    return new CapturedFile(
        source(node, 2), "f", "sysctl-a", "sysctl -a", 0, 0, 0, 9, state, "-", "-");
  }
}
