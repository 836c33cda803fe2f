package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A probe of the collector: who asked whom for what, and what came of it. The kinds and results are
 * those of {@code docs/snapshot-format.md}.
 *
 * @param source the line of the tool's own output that says it; else of the manifest
 * @param id unique in the snapshot: {@code node-1/ping-pod.default-web-2}
 * @param kind {@code ping-node}, {@code ping-tunnel}, {@code ping-gateway}, {@code ping-pod},
 *     {@code http-metrics}, {@code dns-pod}, {@code dns-service}, ...; {@code pod-} before it says
 *     from inside a pod, {@code -full} after it a packet that fills the MTU, {@code -tcp} over TCP
 * @param node that it started on
 * @param target as the peers file names it
 * @param targetNode the node that the target lives on; empty for a service
 * @param port {@code 53/udp}; {@code -} for ICMP
 * @param start epoch seconds
 * @param result {@code ok}, {@code timeout}, {@code refused}, {@code prohibited}, {@code
 *     unreachable}, {@code not-permitted}, {@code name-error}, {@code too-long}, {@code error},
 *     {@code silent}, {@code skipped}
 * @param detail the tool's words; empty if none
 */
public record Probe(
    Source source,
    String id,
    String kind,
    String node,
    String target,
    String targetNode,
    String address,
    String port,
    double start,
    double duration,
    String result,
    String detail,
    String file)
    implements Fact {
  /** The probe got the answer that it asked for. */
  public boolean ok() {
    return result.equals("ok");
  }

  /** The probe was tried and did not get the answer that it must get. */
  public boolean failed() {
    return !result.equals("ok") && !result.equals("skipped") && !result.equals("silent");
  }

  /** It started inside a pod of its node. */
  public boolean fromPod() {
    return kind.startsWith("pod-");
  }

  /** See {@link #question(String)}. */
  public String question() {
    return question(kind);
  }

  /**
   * What a kind asks, whoever asks and however: {@code dns-pod} of {@code pod-dns-pod} and {@code
   * dns-pod-tcp}, {@code target} of {@code target-udp}.
   */
  public static String question(String kind) {
    String asked = kind.startsWith("pod-") ? kind.substring("pod-".length()) : kind;
    return asked.endsWith("-full") || asked.endsWith("-tcp") || asked.endsWith("-udp")
        ? asked.substring(0, asked.lastIndexOf('-'))
        : asked;
  }
}
