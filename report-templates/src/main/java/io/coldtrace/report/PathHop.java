package io.coldtrace.report;

import java.util.Optional;

/**
 * A station of a packet's way.
 *
 * @param direction {@code request} or {@code reply}
 * @param node where it is; empty on the wire between nodes
 * @param pod in whose network namespace it is; empty for the node's own
 * @param stage what handles the packet there: a netfilter hook ({@code FORWARD}), {@code route},
 *     {@code wire}, ...; {@code stage.*} of the messages has their names
 * @param detail what became of it, the same in every language: {@code via flannel.1}
 * @param state {@code passed}, {@code assumed} (taken for granted), {@code lost} or {@code unknown}
 * @param by the line that decided
 */
public record PathHop(
    String direction,
    String node,
    String pod,
    String stage,
    String detail,
    String state,
    Optional<Evidence> by) {

  /** The packet did not come further. */
  boolean ends() {
    return state.equals("lost") || state.equals("unknown");
  }
}
