package io.coldtrace.report;

import java.util.List;

/**
 * A node of the snapshot; what is not known is the empty string.
 *
 * @param addresses its own, the Kubernetes one first
 * @param podCIDR {@code 10.244.1.0/24}
 * @param collectedAt {@code 2026-11-22T20:12:17Z}
 * @param os {@code Debian GNU/Linux 12 (bookworm)}
 * @param kernel {@code 6.1.0-18-amd64}
 */
public record ReportedNode(
    String name,
    List<String> addresses,
    String podCIDR,
    String collectedAt,
    String os,
    String kernel) {
  public ReportedNode {
    addresses = List.copyOf(addresses);
  }
}
