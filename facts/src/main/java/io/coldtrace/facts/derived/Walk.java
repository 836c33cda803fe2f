package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * What the model says becomes of a flow, there and back.
 *
 * @param source the line that decided; {@link Source#NONE} if it is delivered, or where something
 *     is absent
 * @param flow the probe's id, or for other flows a text of their own
 * @param probe whether the flow is one of the collector's probes
 * @param fromNode where it starts
 * @param toNode where it ends; empty if that is not a node of the cluster
 * @param verdict {@code delivered}, {@code dropped}, {@code rejected}, {@code mixed} or {@code
 *     unknown}
 * @param node where that was decided; empty if delivered
 * @param hook the netfilter hook in capitals ({@code FORWARD}); empty if it was not netfilter
 * @param reason {@code rule}, {@code policy}, {@code forwarding-off}, {@code no-route}, {@code
 *     no-fdb-entry}, {@code neighbor-unresolved}, {@code device-down}, {@code port-not-open},
 *     {@code not-understood}, ...; empty if delivered
 * @param traffic what was lost: {@code vxlan} (the encapsulation), {@code pod}, {@code node},
 *     {@code service}
 * @param direction {@code request} or {@code reply}
 * @param assumes what was taken for granted, as texts
 */
public record Walk(
    Source source,
    String flow,
    boolean probe,
    String fromNode,
    String toNode,
    String verdict,
    String node,
    String hook,
    String reason,
    String traffic,
    String direction,
    List<String> assumes)
    implements Fact {
  public Walk {
    assumes = List.copyOf(assumes);
  }

  /** Request and reply arrive. */
  public boolean delivered() {
    return verdict.equals("delivered");
  }

  /** Dropped or rejected, in every branch. */
  public boolean lost() {
    return verdict.equals("dropped") || verdict.equals("rejected");
  }
}
