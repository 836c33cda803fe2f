package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A connection that the kernel tracks, from {@code conntrack -L} or {@code /proc/net/nf_conntrack}.
 *
 * @param protocol {@code tcp}, {@code udp}, {@code icmp}, ...
 * @param state of TCP and its like: {@code ESTABLISHED}; empty if the protocol has none
 * @param original the packets of the one who began
 * @param reply the packets expected in answer; after a DNAT their source is not the original's
 *     destination
 * @param mark 0 if not printed
 * @param zone 0 if not printed
 * @param flags {@code ASSURED}, {@code UNREPLIED}, {@code OFFLOAD}, ...
 */
public record ConntrackEntry(
    Source source,
    String protocol,
    String state,
    Tuple original,
    Tuple reply,
    long mark,
    int zone,
    List<String> flags)
    implements Fact {
  /**
   * One direction of a connection.
   *
   * @param fromPort -1 if the protocol has none
   * @param toPort -1 if the protocol has none
   */
  public record Tuple(Ip from, int fromPort, Ip to, int toPort) {}

  /** No packet came back. */
  public boolean unreplied() {
    return flags.contains("UNREPLIED");
  }
}
