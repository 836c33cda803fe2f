package io.coldtrace.dataplane.walk;

import io.coldtrace.facts.Ip;
import java.util.Optional;

/**
 * A question and its answer between two ends.
 *
 * @param id the probe's id, or a text of its own
 * @param probe whether it is one of the collector's probes
 * @param fromNode the node where it starts
 * @param fromPod the address of the pod where it starts; empty if the node itself sends
 * @param toNode the node where it should end; empty if unknown
 * @param protocol {@code icmp} (an echo), {@code tcp} or {@code udp}
 * @param port the destination port; -1 for ICMP
 * @param size bytes of payload
 * @param unfragmented whether its packets must not be fragmented (DF)
 * @param discovers whether it is sent once more, in fragments, where a router answers that it is
 *     too large: how TCP and {@code ping -M want} discover the path's MTU (RFC 1191)
 * @param refusalAnswers whether "port unreachable" is the answer that it wants: its packet came so
 *     far
 */
public record Flow(
    String id,
    boolean probe,
    String fromNode,
    Optional<Ip> fromPod,
    String toNode,
    Ip destination,
    String protocol,
    int port,
    int size,
    boolean unfragmented,
    boolean discovers,
    boolean refusalAnswers) {
  /** What ping sends where nobody says how much. */
  public static final int SMALL = 56;

  /** A flow of small packets. */
  public Flow(
      String id,
      boolean probe,
      String fromNode,
      Optional<Ip> fromPod,
      String toNode,
      Ip destination,
      String protocol,
      int port) {
    this(
        id,
        probe,
        fromNode,
        fromPod,
        toNode,
        destination,
        protocol,
        port,
        SMALL,
        false,
        false,
        false);
  }

  /** The same flow, its packets cut wherever they are too large. */
  Flow inFragments() {
    return new Flow(
        id,
        probe,
        fromNode,
        fromPod,
        toNode,
        destination,
        protocol,
        port,
        size,
        /* unfragmented= */ false,
        /* discovers= */ false,
        refusalAnswers);
  }
}
