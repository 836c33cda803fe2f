package io.coldtrace.report;

import java.util.List;

/**
 * One thing that each node says of itself.
 *
 * @param name {@code net.ipv4.ip_forward}, or a word that {@code fact.*} of the messages explains
 * @param group the heading that it stands under: {@code system}, {@code network}, ...
 * @param values in the order of the report's nodes; empty where a node does not say
 * @param comparable whether nodes of a cluster should agree on it
 */
public record NodeFact(String name, String group, List<String> values, boolean comparable) {
  public NodeFact {
    values = List.copyOf(values);
  }
}
