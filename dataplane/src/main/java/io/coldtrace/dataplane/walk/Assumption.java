package io.coldtrace.dataplane.walk;

import java.util.Comparator;

/**
 * Something that a walk takes for granted because nothing that was collected shows it.
 *
 * @param from the node (or who else) that relies on it
 * @param to the node or address on which it relies; empty if it is about {@code from} alone
 * @param detail what sort of packets: {@code UDP port 8472}, {@code packets of pods}; empty if any
 * @param text in words
 */
public record Assumption(Kind kind, String from, String to, String detail, String text)
    implements Comparable<Assumption> {
  private static final Comparator<Assumption> ORDER =
      Comparator.comparing(Assumption::text).thenComparing(Assumption::kind);

  /** What a walk may take for granted. */
  public enum Kind {
    /** The network between two nodes carries packets. */
    UNDERLAY,
    /** A node whose rules were not collected has none in the way. */
    RULES,
    /** A node whose kernel parameters were not collected forwards. */
    FORWARDING,
    /** A node whose interfaces were not collected in full has a tunnel as its peers have. */
    TUNNEL,
    /** A pod's network namespace is plain. */
    POD,
    /** Somebody listens on a port. */
    LISTENS,
    /** What was not collected carries on what it is sent. */
    OUTSIDE
  }

  /** That packets between the nodes' own addresses are carried. */
  public static Assumption underlay(String from, String to) {
    return new Assumption(
        Kind.UNDERLAY, from, to, "", "the underlay carries packets from " + from + " to " + to);
  }

  /** That VXLAN packets are carried. */
  public static Assumption underlay(String from, String to, int vxlanPort) {
    String detail = "UDP port " + vxlanPort;
    String text = "the underlay carries " + detail + " from " + from + " to " + to;
    return new Assumption(Kind.UNDERLAY, from, to, detail, text);
  }

  /**
   * That packets are carried under the addresses of pods: a platform may let only a node's pass, on
   * the way out of a node, on the way in, or both.
   *
   * @param source whether a pod sends them
   * @param destination whether they are for a pod
   */
  public static Assumption underlayOfPods(
      String from, String to, boolean source, boolean destination) {
    String others = source ? "packets of pods" : "packets for pods";
    String detail = source && destination ? "packets between pods" : others;
    String text = "the underlay carries " + detail + " from " + from + " to " + to;
    return new Assumption(Kind.UNDERLAY, from, to, detail, text);
  }

  static Assumption noRules(String node) {
    return new Assumption(
        Kind.RULES,
        node,
        "",
        "",
        "no firewall rule of " + node + " is in the way: none was collected");
  }

  static Assumption forwards(String node) {
    return new Assumption(
        Kind.FORWARDING,
        node,
        "",
        "",
        node + " forwards packets: its kernel parameters were not collected");
  }

  static Assumption tunnel(String node, String device) {
    return new Assumption(
        Kind.TUNNEL,
        node,
        "",
        device,
        node + " has a VXLAN device like " + device + " of its peers");
  }

  static Assumption plainPod(String node, String pod) {
    return new Assumption(
        Kind.POD,
        node,
        pod,
        "",
        "the pod " + pod + " has one address, a default route, and no rule of its own");
  }

  static Assumption listens(String node, String who, String port) {
    return new Assumption(Kind.LISTENS, node, who, port, who + " listens on " + port);
  }

  static Assumption outside(String from, String to) {
    return new Assumption(
        Kind.OUTSIDE, from, to, "", to + " carries on what it is sent: it was not collected");
  }

  static Assumption vtepOutside(String from, String to) {
    return new Assumption(
        Kind.OUTSIDE,
        from,
        to,
        "VXLAN",
        to + " takes VXLAN packets off the wire and delivers them: it was not collected");
  }

  static Assumption arrives(String from, String node) {
    return new Assumption(
        Kind.OUTSIDE, from, node, "", "packets of " + from + " reach " + node + " by its network");
  }

  @Override
  public int compareTo(Assumption other) {
    return ORDER.compare(this, other);
  }
}
