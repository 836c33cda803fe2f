package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.Optional;

/**
 * What the NAT chains of a hook do with the first packet of a flow.
 *
 * @param address the new one; empty for {@link Kind#NONE} and {@link Kind#MASQUERADE}
 * @param port the new one; -1 if it stays
 * @param packet the packet before the translation, with the marks that the chains gave it
 * @param source the deciding line; {@link Source#NONE} where no rule had a say
 * @param text that line
 * @param doubt the rule of which it is not known whether it leads here; empty if this is certain
 */
public record Nat(
    Kind kind,
    Optional<Ip> address,
    int port,
    PacketHeader packet,
    Source source,
    String text,
    Optional<Decision> doubt) {
  /** The kinds of translations. */
  public enum Kind {
    NONE,
    /** The destination becomes another address, port, or both. */
    DESTINATION,
    /** The destination becomes the host itself. */
    REDIRECT,
    SOURCE,
    /** The source becomes the address of the interface that the packet leaves by. */
    MASQUERADE
  }

  static Nat none(PacketHeader packet) {
    return new Nat(Kind.NONE, Optional.empty(), -1, packet, Source.NONE, "", Optional.empty());
  }

  static Nat of(ChainRun.Ending ending, PacketHeader packet, Optional<Decision> doubt) {
    String argument = ending.action().argument();
    Kind kind =
        switch (ending.action().kind()) {
          case DESTINATION_NAT -> Kind.DESTINATION;
          case REDIRECT -> Kind.REDIRECT;
          case SOURCE_NAT -> Kind.SOURCE;
          case MASQUERADE -> Kind.MASQUERADE;
          default -> Kind.NONE;
        };
    boolean portAlone = kind == Kind.REDIRECT || kind == Kind.MASQUERADE;
    return new Nat(
        kind,
        portAlone ? Optional.empty() : address(argument),
        portAlone ? number(argument) : port(argument),
        packet,
        ending.source(),
        ending.text(),
        doubt);
  }

  /** The address of {@code 10.244.1.5:53}; of a range its first. */
  private static Optional<Ip> address(String argument) {
    String first = argument.split("[-,]", 2)[0];
    int colon = first.indexOf(':');
    return Ip.parse(colon < 0 ? first : first.substring(0, colon));
  }

  private static int port(String argument) {
    int colon = argument.indexOf(':');
    return colon < 0 ? -1 : number(argument.substring(colon + 1));
  }

  private static int number(String text) {
    String first = text.split("[-,]", 2)[0].replace(":", "");
    return first.matches("[0-9]{1,5}") ? Integer.parseInt(first) : -1;
  }
}
