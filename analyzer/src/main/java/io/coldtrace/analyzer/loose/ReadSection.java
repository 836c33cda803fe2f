package io.coldtrace.analyzer.loose;

import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineLedger.Fate;
import io.coldtrace.parsers.Parsers;
import io.coldtrace.parsers.kind.KindDetector;
import io.coldtrace.parsers.kind.PathKinds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** One output within a file, read: what became of each of its lines. */
public final class ReadSection {
  /** A document is understood as a whole or not at all. */
  private static final Set<String> DOCUMENTS =
      Set.of("cni-conflist", "ip-link-json", "kubectl-json", "kubectl-yaml", "nft-ruleset-json");

  private final List<String> text;
  private final Section section;
  private final String kind;
  private final LineLedger ledger;

  /** Whether the file is as a tool wrote it, and no person or shell put words into it. */
  private final boolean pristine;

  private ReadSection(
      List<String> text, Section section, String kind, LineLedger ledger, boolean pristine) {
    this.text = text;
    this.section = section;
    this.kind = kind;
    this.ledger = ledger;
    this.pristine = pristine;
  }

  /** Reads a file that is one output of a known kind. */
  public static ReadSection of(String kind, CapturedText text) {
    LineLedger ledger = parse(kind, text);
    return new ReadSection(text.lines(), Section.whole(text.lines().size()), kind, ledger, true);
  }

  /**
   * Reads a file of which its content has to tell what it is.
   *
   * @param named the kind that its place tells
   * @param called the name of a node that a prompt calls so
   */
  public static List<ReadSection> sections(
      CapturedText text, Optional<String> named, UnaryOperator<String> called) {
    List<Section> sections = PastedText.sections(text.lines());
    Optional<String> byName = named.or(() -> PathKinds.kindOf(text.file()));
    Optional<String> first = sections.stream().flatMap(s -> s.node().stream()).findFirst();
    List<ReadSection> read = new ArrayList<>();
    for (Section section : sections) {
      List<String> content = section.lines(text.lines());
      Optional<String> hint = section.kind().or(() -> byName);
      String kind =
          hint.map(says -> KindDetector.kindOf(content, says))
              .or(() -> KindDetector.kindOf(content))
              .orElse("");
      String node =
          section
              .node()
              .filter(name -> !Optional.of(name).equals(first))
              .map(called)
              .orElse(text.node());
      CapturedText part = new CapturedText(node, text.file(), section.inPlace(text.lines()));
      read.add(new ReadSection(text.lines(), section, kind, parse(kind, part), false));
    }
    return read;
  }

  private static LineLedger parse(String kind, CapturedText text) {
    LineLedger ledger = new LineLedger(text);
    if (kind.equals("stderr")) {
      StandardError.parse(ledger);
    } else {
      Parsers.forKind(kind).ifPresent(parser -> parser.parse(text, ledger));
    }
    return ledger;
  }

  /** What it is; empty if nothing reads it. */
  public String kind() {
    return kind;
  }

  /** The number of its first line. */
  public int first() {
    return section.first();
  }

  /** How many lines it has, with those that announce it. */
  public int lines() {
    return section.last() - section.first() + 1;
  }

  /** Whether it was printed in a pod or another network namespace. */
  public boolean elsewhere() {
    return section.elsewhere();
  }

  /** What it says, in the order of the lines. */
  public List<Fact> facts() {
    return ledger.facts();
  }

  /** Why a line is deliberately no fact; empty if it is one, or was not understood. */
  public Optional<Ignored> reason(int line) {
    if (line < section.content()) {
      return Optional.of(text.get(line - 1).isBlank() ? Ignored.BLANK : Ignored.PROMPT);
    }
    if (pristine || ledger.fate(line) != Fate.UNRECOGNIZED || DOCUMENTS.contains(kind)) {
      return ledger.reason(line);
    }
    String words = text.get(line - 1);
    if (words.isBlank()) {
      return Optional.of(Ignored.BLANK);
    }
    if (PastedLines.isAnnouncement(text, section.content(), line)) {
      return Optional.of(Ignored.PROMPT);
    }
    if (ToolMessages.matches(words)) {
      return Optional.of(Ignored.TOOL_MESSAGE);
    }
    return ToolMessages.isNote(words) ? Optional.of(Ignored.COMMENT) : Optional.empty();
  }

  /** What became of a line of the file that belongs to this section. */
  public Fate fate(int line) {
    if (reason(line).isPresent()) {
      return Fate.IGNORED;
    }
    return ledger.fate(line);
  }

  /** How many lines became facts. */
  public int factLines() {
    int count = 0;
    for (int line = section.content(); line <= section.last(); line++) {
      count += ledger.fate(line) == Fate.FACT ? 1 : 0;
    }
    return count;
  }

  /** How many lines were ignored, by reason. */
  public Map<Ignored, Integer> ignoredByReason() {
    if (pristine) {
      return ledger.ignoredByReason();
    }
    Map<Ignored, Integer> counts = new EnumMap<>(Ignored.class);
    for (int line = section.first(); line <= section.last(); line++) {
      reason(line).ifPresent(reason -> counts.merge(reason, 1, Integer::sum));
    }
    return counts;
  }

  /** The numbers of the lines that were not understood. */
  public List<Integer> unrecognized() {
    if (pristine) {
      return ledger.unrecognized();
    }
    List<Integer> numbers = new ArrayList<>();
    for (int line = section.first(); line <= section.last(); line++) {
      if (fate(line) == Fate.UNRECOGNIZED) {
        numbers.add(line);
      }
    }
    return numbers;
  }
}
