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
record Action(Kind kind, String argument, Optional<Translation> translation, Elements map) {
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

  /** The elements of a map, found by the packet's destination where they name one. */
  record Elements(List<Entry> all, DestinationIndex index) {
    static final Elements NONE = new Elements(List.of());

    Elements(List<Entry> all) {
      this(
          List.copyOf(all),
          new DestinationIndex(all.stream().map(each -> each.match().destination())));
    }

    /** The position of the first element from this one on that may be the packet's. */
    int next(int from, PacketHeader packet) {
      return index.next(from, packet.destination());
    }
  }

  static final Action CONTINUE = of(Kind.CONTINUE, "");
  static final Action ACCEPT = of(Kind.ACCEPT, "");
  static final Action DROP = of(Kind.DROP, "");
  static final Action RETURN = of(Kind.RETURN, "");
  static final Action UNKNOWN = of(Kind.UNKNOWN, "");

  static Action of(Kind kind, String argument) {
    return new Action(kind, argument, Optional.empty(), Elements.NONE);
  }

  static Action translate(Translation translation) {
    return new Action(Kind.TRANSLATE, "", Optional.of(translation), Elements.NONE);
  }

  static Action map(List<Entry> entries) {
    return new Action(Kind.MAP, "", Optional.empty(), new Elements(entries));
  }
}
