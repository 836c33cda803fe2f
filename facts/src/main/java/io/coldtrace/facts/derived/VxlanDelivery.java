package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * VXLAN packets from one node to another, by the captures at both ends.
 *
 * @param source a packet that was sent and did not arrive, in the sender's capture; else one that
 *     was sent
 * @param from the sender
 * @param to the receiver
 * @param port the UDP port
 * @param sent packets that the sender's capture saw leave
 * @param arrived packets that the receiver's capture saw come in; -1 if the receiver has no capture
 *     of that time
 * @param back packets that the sender's capture saw come in from the receiver
 * @param probes failed probes of the sender to the receiver, and of the receiver to the sender,
 *     that cross the overlay
 * @param droppedOnNode whether the model loses this direction's encapsulation on one of the two
 *     nodes
 */
public record VxlanDelivery(
    Source source,
    String from,
    String to,
    int port,
    int sent,
    int arrived,
    int back,
    List<String> probes,
    boolean droppedOnNode)
    implements Fact {
  public VxlanDelivery {
    probes = List.copyOf(probes);
  }
}
