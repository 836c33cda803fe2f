package io.coldtrace.report;

import java.util.ArrayList;
import java.util.List;

/** What to ask the customer for next: what was not captured, and what would decide what is open. */
final class Asks {
  private static final int MOST_NAMED = 6;

  private final Report report;
  private final Messages messages;

  Asks(Report report, Messages messages) {
    this.report = report;
    this.messages = messages;
  }

  /**
   * The most useful first; none where nothing is open.
   *
   * @param ofTheCustomer leaves out what concerns Coldtrace's makers
   */
  List<String> texts(List<ProbeOutcome> unexplained, boolean ofTheCustomer) {
    List<String> asks = new ArrayList<>();
    List<String> nodes = lacking("missing.node");
    if (!nodes.isEmpty()) {
      asks.add(messages.text("ask.nodes", named(nodes)));
    }
    List<String> again = lacking("missing.manifest");
    if (!again.isEmpty()) {
      asks.add(messages.text("ask.again", named(again)));
    }
    unexplained.stream().limit(1).forEach(probe -> asks.add(unexplained(probe)));
    if (report.probes().isEmpty() && report.verdict() != Verdict.PROBLEM) {
      asks.add(messages.text("ask.probes"));
    }
    List<String> cut =
        report.input().missing().stream()
            .filter(each -> each.why().equals(messages.text("missing.timeout")))
            .map(each -> each.node() + ": " + each.what())
            .toList();
    if (!cut.isEmpty()) {
      asks.add(messages.text("ask.time", named(cut)));
    }
    if (!report.notEvaluated().isEmpty() && report.verdict() != Verdict.PROBLEM) {
      asks.add(messages.text("ask.facts", report.notEvaluated().size()));
    }
    if (!ofTheCustomer && !report.input().unrecognized().isEmpty()) {
      asks.add(messages.text("ask.lines", report.input().unrecognized().size()));
    }
    return asks;
  }

  private List<String> lacking(String what) {
    return report.input().missing().stream()
        .filter(each -> each.what().equals(messages.text(what)))
        .map(MissingInput::node)
        .toList();
  }

  /** A capture at each hop says on which of them the packet is last seen. */
  private String unexplained(ProbeOutcome probe) {
    String target = probe.targetNode().isEmpty() ? probe.target() : probe.targetNode();
    return messages.text("ask.capture", probe.node(), target);
  }

  private String named(List<String> names) {
    String some = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
    return names.size() <= MOST_NAMED
        ? some
        : some + " " + messages.text("more", names.size() - MOST_NAMED);
  }
}
