package io.coldtrace.dataplane.netfilter;

/**
 * What a rule does with a packet that matches.
 *
 * @param argument the chain of a jump or goto, what a reject answers, the address and port of a
 *     NAT, value and mask of a mark ({@code 0x4000/0x4000}); else empty
 */
record Action(Kind kind, String argument) {
  /** The kinds of actions that matter to a packet's way. */
  enum Kind {
    CONTINUE,
    ACCEPT,
    DROP,
    REJECT,
    RETURN,
    JUMP,
    GOTO,
    DESTINATION_NAT,
    REDIRECT,
    SOURCE_NAT,
    MASQUERADE,
    SET_MARK,
    OR_MARK,
    XOR_MARK,
    /** It may drop the packet or let it pass. */
    UNKNOWN
  }

  static final Action CONTINUE = new Action(Kind.CONTINUE, "");
  static final Action ACCEPT = new Action(Kind.ACCEPT, "");
  static final Action DROP = new Action(Kind.DROP, "");
  static final Action RETURN = new Action(Kind.RETURN, "");
  static final Action UNKNOWN = new Action(Kind.UNKNOWN, "");
}
