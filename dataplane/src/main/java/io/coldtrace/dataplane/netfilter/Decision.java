package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Source;

/**
 * What a hook did with a packet, and the line that decided.
 *
 * @param verdict what becomes of the packet
 * @param reason {@code rule}, {@code policy} or {@code not-understood}; empty for an accept
 * @param source the deciding line; {@link Source#NONE} where no rule had a say
 * @param backend of the deciding chain, as in {@link io.coldtrace.facts.derived.PacketLoss}
 * @param chain the chain that the deciding line stands in
 * @param text the deciding line as written
 */
public record Decision(
    Verdict verdict,
    String reason,
    Source source,
    String backend,
    String family,
    String table,
    String chain,
    String text) {
  /** What can become of a packet at a hook. */
  public enum Verdict {
    ACCEPTED,
    DROPPED,
    REJECTED,
    /** It depends on what is not understood. */
    UNKNOWN
  }

  private static final Decision ACCEPTED =
      new Decision(Verdict.ACCEPTED, "", Source.NONE, "", "", "", "", "");

  /** The same line, where it loses the packet. */
  public Decision dropping() {
    return new Decision(Verdict.DROPPED, "rule", source, backend, family, table, chain, text);
  }

  /** No rule objects. */
  public static Decision accepted() {
    return ACCEPTED;
  }
}
