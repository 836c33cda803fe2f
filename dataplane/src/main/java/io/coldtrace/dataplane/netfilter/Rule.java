package io.coldtrace.dataplane.netfilter;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A rule, whatever tool wrote it.
 *
 * @param text as written
 */
record Rule(Source source, String text, List<Match> matches, Action action) {
  /** Whether it matches some packets and others not, at random. */
  boolean byChance() {
    return matches.contains(Match.CHANCE);
  }

  /** Whether all conditions hold, those that are left to chance included. */
  Truth matches(PacketHeader packet, LocalAddresses host) {
    Truth all = Truth.YES;
    for (Match match : matches) {
      all = all.and(match.test(packet, host));
      if (all == Truth.NO) {
        return Truth.NO;
      }
    }
    return all;
  }
}
