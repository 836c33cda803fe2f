package io.coldtrace.report;

import java.util.List;

/** What was captured. */
public record Snapshot(List<ReportedNode> nodes) {
  public Snapshot {
    nodes = List.copyOf(nodes);
  }
}
