package io.coldtrace.report;

import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.Severity;
import io.coldtrace.rules.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reports to render: a problem, a healthy cluster, an inconclusive one, a hostile one, a big one.
 */
final class SampleReports {
  private static final String TIME = "2026-11-22T20:12:17Z";
  static final Evidence PROOF =
      new Evidence("node-2", "sysctl-a.txt", 412, "net.ipv4.ip_forward = 0");
  private static final Map<String, String> TITLES =
      Map.of(
          "ip-forward-disabled", "IPv4 forwarding is off",
          "pod-traffic-lost", "Pod traffic is lost on a node",
          "vxlan-blocked-underlay", "The network between the nodes drops VXLAN",
          "conntrack-table-full", "The connection tracking table is full",
          "rp-filter-strict", "Strict reverse path filtering on an asymmetric path");

  private SampleReports() {}

  static ReportPage ipForwardDisabled() {
    List<String> explained =
        SampleProbes.all(3, SampleProbes::intoNodeTwo).stream()
            .filter(ProbeOutcome::failed)
            .map(ProbeOutcome::id)
            .toList();
    Report report =
        new Report(
            Report.SCHEMA,
            Verdict.PROBLEM,
            snapshot(3),
            List.of(forwarding(explained), bootConflict(), agent()),
            SampleProbes.all(3, SampleProbes::intoNodeTwo),
            List.of(new NotEvaluated("conntrack-table-full", List.of("dmesg", "conntrack -S"))),
            input());
    return page(report, SampleExhibits.ofIpForward());
  }

  static ReportPage healthy() {
    Report report =
        new Report(
            Report.SCHEMA,
            Verdict.HEALTHY,
            snapshot(3),
            List.of(agent()),
            SampleProbes.all(3, (from, to) -> false),
            List.of(new NotEvaluated("conntrack-table-full", List.of("dmesg"))),
            new Input(141, 38211, List.of(), List.of(), captures(3)));
    return page(report);
  }

  static ReportPage inconclusive() {
    Report report =
        new Report(
            Report.SCHEMA,
            Verdict.INCONCLUSIVE,
            snapshot(3),
            List.of(),
            SampleProbes.unforeseen(
                SampleProbes.all(3, (from, to) -> !from.equals(to) && (from == 3 || to == 3))),
            List.of(new NotEvaluated("rp-filter-strict", List.of("sysctl-a of node-3"))),
            input());
    return page(report);
  }

  /** Thirty nodes of which three lose what comes into their pods. */
  static ReportPage large() {
    return cluster(30);
  }

  /** The same of any size. */
  static ReportPage cluster(int nodes) {
    List<ProbeOutcome> probes =
        SampleProbes.all(nodes, (from, to) -> !from.equals(to) && to % 10 == 2);
    Diagnosis one =
        forwarding(probes.stream().filter(ProbeOutcome::failed).map(p -> p.id()).toList());
    Report report =
        new Report(
            Report.SCHEMA,
            Verdict.PROBLEM,
            snapshot(nodes),
            List.of(
                new Diagnosis(
                    one.id(),
                    one.severity(),
                    one.confidence(),
                    one.title(),
                    one.summary(),
                    List.of("node-2", "node-12", "node-22"),
                    one.evidence(),
                    one.explains(),
                    one.contradicts(),
                    one.under(),
                    steps(),
                    one.alternatives(),
                    Optional.of(new Verification(one.explains().size(), 0, 0)),
                    one.why(),
                    one.speaksFor(),
                    one.speaksAgainst(),
                    one.risk())),
            probes,
            List.of(),
            input());
    return page(report);
  }

  private static List<RemedyStep> steps() {
    return List.of("node-2", "node-12", "node-22").stream()
        .map(node -> new RemedyStep(StepKind.FIX, node, "sysctl -w net.ipv4.ip_forward=1", ""))
        .toList();
  }

  private static ReportPage page(Report report) {
    return page(report, Exhibits.NONE);
  }

  private static ReportPage page(Report report, Exhibits exhibits) {
    return new ReportPage(
        report,
        Locale.ENGLISH,
        List.of(
            new Excerpt(
                "node-2",
                "sysctl-a.txt",
                410,
                List.of(
                    "net.ipv4.igmp_qrv = 2",
                    "net.ipv4.inet_peer_maxttl = 600",
                    "net.ipv4.ip_forward = 0",
                    "net.ipv4.ip_forward_update_priority = 1",
                    "net.ipv4.ip_forward_use_pmtu = 0"),
                412)),
        List.of(
            new ClearRule("rp-filter-strict", false),
            new ClearRule("vxlan-blocked-underlay", true)),
        TITLES,
        "0.1.0",
        exhibits);
  }

  /** The page in both languages, of which the report's own texts are in English alone. */
  static BilingualPage bilingual(ReportPage page, Locale shown) {
    Locale other = shown.equals(Locale.ENGLISH) ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    return new BilingualPage(in(page, shown), in(page, other));
  }

  static ReportPage in(ReportPage page, Locale locale) {
    return new ReportPage(
        page.report(),
        locale,
        page.excerpts(),
        page.clear(),
        page.titles(),
        page.version(),
        page.exhibits());
  }

  private static Snapshot snapshot(int nodes) {
    List<ReportedNode> all = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      all.add(
          new ReportedNode(
              "node-" + i,
              List.of("192.168.10." + (10 + i)),
              "10.244." + i + ".0/24",
              TIME,
              "Debian GNU/Linux 12 (bookworm)",
              "6.1.0-18-amd64"));
    }
    return new Snapshot(all);
  }

  private static Diagnosis forwarding(List<String> explained) {
    return new Diagnosis(
        "ip-forward-disabled",
        Severity.CRITICAL,
        Confidence.CONFIRMED,
        "IPv4 forwarding is off",
        "node-2 takes packets for its pods out of the tunnel and drops them, because its kernel"
            + " does not forward. Its pods are reachable from node-2 alone.",
        List.of("node-2"),
        List.of(
            PROOF,
            new Evidence("node-2", "probes/ping-pod.txt", 5, "3 packets transmitted, 0 received")),
        explained,
        List.of(),
        List.of("pod-traffic-lost"),
        List.of(
            new RemedyStep(StepKind.FIX, "node-2", "sysctl -w net.ipv4.ip_forward=1", "No outage."),
            new RemedyStep(
                StepKind.PERSIST,
                "node-2",
                "printf 'net.ipv4.ip_forward = 1\\n' > /etc/sysctl.d/99-zz-kubernetes.conf",
                "Sorts after 99-zz-hardening.conf, which sets 0."),
            new RemedyStep(StepKind.VERIFY, "node-1", "ping -c 3 10.244.2.12", ""),
            new RemedyStep(StepKind.UNDO, "node-2", "sysctl -w net.ipv4.ip_forward=0", "")),
        List.of(
            new Alternative(
                "restart what set it",
                "If a hardening job owns this setting.",
                List.of(
                    new RemedyStep(StepKind.FIX, "node-2", "systemctl restart systemd-sysctl", "")),
                Optional.of(new Verification(2, 2, 0)))),
        Optional.of(new Verification(explained.size(), 0, 0)),
        "A node routes between its tunnel and its pods. Without forwarding the kernel discards"
            + " every packet that is not for the node itself.",
        List.of(
            "Every probe into the pods of node-2 failed, those to its own addresses passed.",
            "node-2 reaches its own pods: that needs no forwarding."),
        List.of("Nobody noted when the setting changed."),
        "Enables routing on the host.");
  }

  private static Diagnosis bootConflict() {
    return finding(
        "ip-forward-boot-conflict",
        Severity.WARNING,
        "A file will turn forwarding off at the next boot",
        new Evidence(
            "node-2", "files/etc/sysctl.d/99-zz-hardening.conf", 12, "net.ipv4.ip_forward = 0"));
  }

  private static Diagnosis agent() {
    return finding(
        "security-agent-present",
        Severity.INFO,
        "A security agent runs on node-1",
        new Evidence("node-1", "ps.txt", 77, "  901 1 root Ss falcon-sensor /opt/falcon-sensor"));
  }

  private static Diagnosis finding(String id, Severity severity, String title, Evidence evidence) {
    return new Diagnosis(
        id,
        severity,
        Confidence.PROBABLE,
        title,
        title + ".",
        List.of(evidence.node()),
        List.of(evidence),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.empty(),
        "",
        List.of(),
        List.of(),
        "");
  }

  private static Input input() {
    return new Input(
        141,
        38211,
        List.of(new Evidence("node-3", "ip-route.txt", 9, "default via fe80::1 dev eth0 pref odd")),
        List.of(new MissingInput("node-3", "nft-ruleset", "nft: command not found")),
        captures(3));
  }

  private static List<Capture> captures(int nodes) {
    List<Capture> captures = new ArrayList<>();
    for (int i = 1; i <= nodes; i++) {
      captures.add(
          new Capture("node-" + i, "coldtrace-node-" + i + "-20261122T201217Z.tar.gz", TIME));
    }
    return captures;
  }

  /** Every text of the report is this one. */
  static ReportPage hostile(String text) {
    Evidence evidence = new Evidence(text, text, 1, text);
    RemedyStep step = new RemedyStep(StepKind.FIX, text, text, text);
    Diagnosis diagnosis =
        new Diagnosis(
            text,
            Severity.CRITICAL,
            Confidence.CONFIRMED,
            text,
            text,
            List.of(text),
            List.of(evidence, evidence),
            List.of(text),
            List.of(text),
            List.of(text),
            List.of(step, step, new RemedyStep(StepKind.MANUAL, text, text, text)),
            List.of(new Alternative(text, text, List.of(step), Optional.empty())),
            Optional.empty(),
            text,
            List.of(text),
            List.of(text),
            text);
    Report report =
        new Report(
            text,
            Verdict.PROBLEM,
            new Snapshot(List.of(new ReportedNode(text, List.of(text), text, text, text, text))),
            List.of(diagnosis, diagnosis),
            List.of(
                new ProbeOutcome(
                    text,
                    text,
                    text,
                    text,
                    false,
                    Prediction.FAIL,
                    Optional.of(evidence),
                    text,
                    text,
                    text)),
            List.of(new NotEvaluated(text, List.of(text))),
            new Input(
                1,
                1,
                List.of(evidence),
                List.of(new MissingInput(text, text, text)),
                List.of(new Capture(text, text, text))));
    return new ReportPage(
        report,
        Locale.ENGLISH,
        List.of(),
        List.of(new ClearRule(text, true), new ClearRule(text, false)),
        Map.of(),
        text,
        SampleExhibits.hostile(text));
  }
}
