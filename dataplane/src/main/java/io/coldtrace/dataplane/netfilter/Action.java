package io.coldtrace.dataplane.netfilter;

import java.util.List;
import java.util.Optional;

/**
 * What a rule does with a packet that matches.
 *
 * @param argument the chain of a jump or goto, what a reject answers; else empty
 * @param translation of a NAT
 * @param map of a verdict map, or a NAT whose address depends on the packet
 */
record Action(Kind kind, String argument, Optional<Translation> translation, List<Entry> map) {
  /** The kinds of actions that matter to a packet's way. */
  enum Kind {
    CONTINUE,
    ACCEPT,
    DROP,
    REJECT,
    RETURN,
    JUMP,
    GOTO,
    TRANSLATE,
    /** What the map says; where it says nothing, the packet goes on. */
    MAP,
    /** It may drop the packet or let it pass. */
    UNKNOWN
  }

  /** An element of a map. */
  record Entry(Match match, Action action) {}

  static final Action CONTINUE = of(Kind.CONTINUE, "");
  static final Action ACCEPT = of(Kind.ACCEPT, "");
  static final Action DROP = of(Kind.DROP, "");
  static final Action RETURN = of(Kind.RETURN, "");
  static final Action UNKNOWN = of(Kind.UNKNOWN, "");

  static Action of(Kind kind, String argument) {
    return new Action(kind, argument, Optional.empty(), List.of());
  }

  static Action translate(Translation translation) {
    return new Action(Kind.TRANSLATE, "", Optional.of(translation), List.of());
  }

  static Action map(List<Entry> entries) {
    return new Action(Kind.MAP, "", Optional.empty(), List.copyOf(entries));
  }
}
