package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.InPod;
import io.coldtrace.facts.netfilter.AfterProbes;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.FactList;
import io.coldtrace.parsers.Ignored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A file of a snapshot, read.
 *
 * @param parts in their order: one for each output that the file holds, together all its lines
 */
public record ParsedFile(String input, String node, String path, List<ParsedPart> parts) {
  private static final Set<String> STOPS = Set.of("DROP", "REJECT");

  public ParsedFile {
    parts = List.copyOf(parts);
  }

  /** The kind of the part with the most lines; empty if nothing reads it. */
  public String kind() {
    return parts.stream()
        .max(Comparator.comparingInt(ParsedPart::lines).thenComparing(part -> -part.line()))
        .map(ParsedPart::kind)
        .orElse("");
  }

  /** The facts in the order of their lines. */
  public List<Fact> facts() {
    return FactList.of(parts.stream().map(ParsedPart::facts).toList());
  }

  /** How many lines it has: the sum of fact lines, ignored and unrecognized ones. */
  public int lines() {
    return parts.stream().mapToInt(ParsedPart::lines).sum();
  }

  /** How many lines became facts. */
  public int factLines() {
    return parts.stream().mapToInt(ParsedPart::factLines).sum();
  }

  /** The ignored lines by reason. */
  public Map<Ignored, Integer> ignored() {
    Map<Ignored, Integer> sum = new EnumMap<>(Ignored.class);
    parts.forEach(
        part -> part.ignored().forEach((reason, lines) -> sum.merge(reason, lines, Integer::sum)));
    return sum;
  }

  /** The numbers of the lines that were not understood. */
  public List<Integer> unrecognized() {
    List<Integer> lines = new ArrayList<>();
    parts.forEach(part -> lines.addAll(part.unrecognized()));
    return lines;
  }

  /**
   * What tells of the node before the probes: see {@code docs/snapshot-format.md}. What its pod
   * said of itself is not the node's own ({@link InPod}); what another network namespace in pasted
   * text said is not among it.
   */
  List<Fact> factsOfNode() {
    if (path.startsWith("after/")) {
      return later();
    }
    List<Fact> facts =
        FactList.of(parts.stream().filter(ParsedPart::ofNode).map(ParsedPart::facts).toList());
    return path.startsWith("pod/")
        ? facts.stream().<Fact>map(fact -> new InPod(fact.source(), fact)).toList()
        : facts;
  }

  /** Of what was listed again after the probes: the rules that may have stopped them. */
  private List<Fact> later() {
    List<Fact> later = new ArrayList<>();
    for (ParsedPart part : parts) {
      for (Fact fact : part.facts()) {
        if (fact instanceof IptablesRule rule && STOPS.contains(rule.target())) {
          later.add(new AfterProbes(rule.source(), rule));
        }
      }
    }
    return later;
  }
}
