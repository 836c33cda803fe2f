package io.coldtrace.analyzer.diagnose;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Later;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.rules.FactBase;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/** How many packets met a rule while the probes ran: the difference of its two listings. */
final class Counters {
  /** What names a rule in both listings: a rule that stands twice is told apart by neither. */
  private record Named(String node, String file, String table, String text) {}

  private final Map<Source, IptablesRule> before = new HashMap<>();
  private final Map<Named, IptablesRule> after = new HashMap<>();
  private final Map<Named, Integer> alike = new HashMap<>();

  /** What the rules among these facts counted. */
  Counters(FactBase facts) {
    for (Later later : facts.all(Later.class)) {
      if (later.fact() instanceof IptablesRule rule) {
        Named name = named(rule, later.source().file().replaceFirst("^after/", ""));
        after.put(name, rule);
        alike.merge(name, 1, Integer::sum);
      }
    }
    if (!after.isEmpty()) {
      facts.all(IptablesRule.class).forEach(rule -> before.put(rule.source(), rule));
    }
  }

  private static Named named(IptablesRule rule, String file) {
    return new Named(
        rule.source().node(), file, rule.table(), rule.text().replaceFirst("^\\[[0-9:]+\\] ", ""));
  }

  /**
   * The packets that a rule counted between the two listings.
   *
   * @param source its line in the first one
   * @return empty if it was not listed twice, or was made anew in between
   */
  OptionalLong moved(Source source) {
    IptablesRule rule = before.get(source);
    if (rule == null) {
      return OptionalLong.empty();
    }
    Named name = named(rule, source.file());
    IptablesRule later = after.get(name);
    boolean known = later != null && alike.get(name) == 1 && later.packets() >= rule.packets();
    return known ? OptionalLong.of(later.packets() - rule.packets()) : OptionalLong.empty();
  }
}
