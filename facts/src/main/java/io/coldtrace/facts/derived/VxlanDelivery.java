package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * VXLAN packets from one node to another, of a cluster without a tunnel packets of pods, by the
 * captures at both ends.
 *
 * @param source the first one that was sent, in the sender's capture
 * @param port the UDP port; 0 without a tunnel
 * @param fromPod whether they have the source address of a pod on the underlay, without a tunnel
 * @param toPod whether their destination is a pod's
 * @param sent packets that the sender's capture saw leave while the receiver's capture ran
 * @param arrived packets that the receiver's capture saw come in; -1 if the receiver has no capture
 *     of that time
 * @param strangers packets to the same port that are no VXLAN and did arrive, in the receiver's
 *     capture; they are counted in neither number
 */
public record VxlanDelivery(
    Source source,
    String from,
    String to,
    int port,
    boolean fromPod,
    boolean toPod,
    int sent,
    int arrived,
    List<Source> strangers)
    implements Fact {
  public VxlanDelivery {
    strangers = List.copyOf(strangers);
  }
}
