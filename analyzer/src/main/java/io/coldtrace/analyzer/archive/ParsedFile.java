package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.InPod;
import io.coldtrace.facts.capture.Later;
import io.coldtrace.facts.kernel.KernelCounter;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.network.DriverCounter;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.parsers.FactList;
import io.coldtrace.parsers.Ignored;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A file of a snapshot, read.
 *
 * @param parts in their order: one for each output that the file holds, together all its lines
 */
public record ParsedFile(String input, String node, String path, List<ParsedPart> parts) {
  private static final Set<Class<? extends Fact>> COUNTERS =
      Set.of(DriverCounter.class, InterfaceCounter.class, KernelCounter.class);

  /** The kinds of files that counters stand in. */
  private static final Set<String> COUNTED =
      Set.of("conntrack", "ethtool", "ip-link", "iptables-save", "nstat", "proc-net");

  private static final int MOST_LINES = 20_000;

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
   * text said is not among it. Of what was read after the probes the counters are kept ({@link
   * Later}).
   */
  List<Fact> factsOfNode() {
    return factsOfNode(part -> true);
  }

  /** The same of those parts that are wanted. */
  List<Fact> factsOfNode(Predicate<ParsedPart> wanted) {
    boolean later = path.startsWith("after/");
    // Rules are made of their lines when they are asked for: those of a very long listing are not.
    if (later && (!COUNTED.contains(kind()) || lines() > MOST_LINES)) {
      return List.of();
    }
    List<Fact> facts =
        FactList.of(
            parts.stream()
                .filter(ParsedPart::ofNode)
                .filter(wanted)
                .map(ParsedPart::facts)
                .toList());
    if (later) {
      return facts.stream()
          .filter(ParsedFile::isCounted)
          .<Fact>map(fact -> new Later(fact.source(), fact))
          .toList();
    }
    return path.startsWith("pod/")
        ? facts.stream().<Fact>map(fact -> new InPod(fact.source(), fact)).toList()
        : facts;
  }

  /** A counter, or a rule that may have stopped the probes and has one. */
  private static boolean isCounted(Fact fact) {
    return COUNTERS.contains(fact.getClass())
        || (fact instanceof IptablesRule rule && STOPS.contains(rule.target()));
  }
}
