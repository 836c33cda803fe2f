package io.coldtrace.dataplane.netfilter;

import java.util.List;

/** One of several conditions: the elements of a set, which may be thousands. */
record AnyMatch(List<Match> matches, DestinationIndex index) implements Match {
  AnyMatch(List<Match> matches) {
    this(List.copyOf(matches), new DestinationIndex(matches.stream().map(Match::destination)));
  }

  @Override
  public Truth test(PacketHeader packet, LocalAddresses host) {
    Truth any = Truth.NO;
    int at = index.next(0, packet.destination());
    while (at < matches.size() && any != Truth.YES) {
      any = any.or(matches.get(at).test(packet, host));
      at = index.next(at + 1, packet.destination());
    }
    return any;
  }
}
