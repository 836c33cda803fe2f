package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Running pods of a node claim ports of the host, and its packet filter, which holds kube-proxy's
 * rules, holds none for these.
 *
 * @param source the first such pod
 * @param pods namespace and name, with their ports: {@code ingress/nginx-x 80/tcp}
 * @param signs the line of each pod; then what is there of the rules
 * @param restarts lines that show a firewall service being loaded anew
 */
public record LostHostPorts(
    Source source, String node, List<String> pods, List<Source> signs, List<Source> restarts)
    implements Fact {
  public LostHostPorts {
    pods = List.copyOf(pods);
    signs = List.copyOf(signs);
    restarts = List.copyOf(restarts);
  }
}
