package io.coldtrace.rules;

import java.util.List;

/**
 * A captured file that a rule cannot do without: {@code sysctl}, either of {@code ip-link|ip-addr},
 * or {@code cluster:kubectl-nodes} where one anywhere will do.
 *
 * @param text as written, without {@code cluster:}
 * @param anywhere it need not be on the node of the fact
 */
record Need(String text, boolean anywhere) {
  private static final String CLUSTER = "cluster:";

  /**
   * @param ofCluster the rule's facts belong to no node
   */
  static Need parse(String text, boolean ofCluster) {
    return text.startsWith(CLUSTER)
        ? new Need(text.substring(CLUSTER.length()), true)
        : new Need(text, ofCluster);
  }

  /** Whether the facts have it on the node; a fact of no node takes it from anywhere. */
  boolean isMet(FactBase facts, String node) {
    boolean any = anywhere || node.isEmpty();
    return kinds().stream().anyMatch(kind -> any ? facts.has(kind) : facts.has(node, kind));
  }

  private List<String> kinds() {
    return List.of(text.split("\\|", -1));
  }
}
