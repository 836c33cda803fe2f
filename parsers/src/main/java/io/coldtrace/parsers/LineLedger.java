package io.coldtrace.parsers;

import io.coldtrace.facts.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The fate of every line of one file, and the facts that came of it. A line that nobody claims is
 * unrecognized, so that nothing is lost in silence.
 */
public final class LineLedger {
  /** What became of a line. */
  public enum Fate {
    UNRECOGNIZED,
    IGNORED,
    FACT
  }

  private final CapturedText text;
  private final Fate[] fates;
  private final Ignored[] reasons;
  private final List<List<Fact>> parts = new ArrayList<>();

  /** What was added since the last part. */
  private List<Fact> facts = new ArrayList<>();

  /** A ledger in which no line of the text is claimed yet. */
  public LineLedger(CapturedText text) {
    this.text = text;
    fates = new Fate[text.lines().size()];
    Arrays.fill(fates, Fate.UNRECOGNIZED);
    reasons = new Ignored[fates.length];
  }

  /** Adds a fact; the line of its source becomes a fact line. */
  public void fact(Fact fact) {
    facts.add(fact);
    factLine(fact.source().line());
  }

  /** Adds a fact that the lines {@code from} to {@code to} (both included) tell together. */
  public void fact(Fact fact, int from, int to) {
    facts.add(fact);
    factLines(from, to);
  }

  /**
   * Adds many facts, which the list may make as they are asked for; their lines are claimed by
   * {@link #factLines}.
   */
  public void facts(List<Fact> many) {
    parts.add(facts);
    parts.add(many);
    facts = new ArrayList<>();
  }

  /** The line is part of a fact that stands elsewhere in this ledger. */
  public void factLine(int line) {
    factLines(line, line);
  }

  /** The lines are part of facts that stand elsewhere in this ledger. */
  public void factLines(int from, int to) {
    for (int line = from; line <= to; line++) {
      fates[line - 1] = Fate.FACT;
    }
  }

  /**
   * The line says nothing that is kept, for this reason; a line that is a fact already stays one.
   */
  public void ignored(int line, Ignored reason) {
    if (fates[line - 1] != Fate.FACT) {
      fates[line - 1] = Fate.IGNORED;
      reasons[line - 1] = reason;
    }
  }

  /** The facts in the order in which they were added. */
  public List<Fact> facts() {
    List<List<Fact>> all = new ArrayList<>(parts);
    all.add(Collections.unmodifiableList(facts));
    return FactList.of(all);
  }

  /** What became of a line, which counts from 1. */
  public Fate fate(int line) {
    return fates[line - 1];
  }

  /** Why a line, which counts from 1, was ignored; empty if it was not. */
  public Optional<Ignored> reason(int line) {
    return fate(line) == Fate.IGNORED ? Optional.of(reasons[line - 1]) : Optional.empty();
  }

  /** How many lines had this fate. */
  public int count(Fate fate) {
    int count = 0;
    for (Fate each : fates) {
      count += each == fate ? 1 : 0;
    }
    return count;
  }

  /** How many lines were ignored, by reason. */
  public Map<Ignored, Integer> ignoredByReason() {
    Map<Ignored, Integer> counts = new EnumMap<>(Ignored.class);
    for (int i = 0; i < fates.length; i++) {
      if (fates[i] == Fate.IGNORED) {
        counts.merge(reasons[i], 1, Integer::sum);
      }
    }
    return counts;
  }

  /** The numbers of the lines that nobody claimed, in order. */
  public List<Integer> unrecognized() {
    List<Integer> lines = new ArrayList<>();
    for (int i = 0; i < fates.length; i++) {
      if (fates[i] == Fate.UNRECOGNIZED) {
        lines.add(i + 1);
      }
    }
    return lines;
  }

  /** The text that this ledger accounts for. */
  public CapturedText text() {
    return text;
  }
}
