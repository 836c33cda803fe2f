package io.coldtrace.analyzer.page;

import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.facts.Source;
import io.coldtrace.report.CapturedExcerpt;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.Report;
import io.coldtrace.report.UnshownFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The captured text that a page carries: first what surrounds the evidence, then whole files, the
 * smallest first, so that as many as possible can be browsed.
 */
public final class CapturedTexts {
  private static final long MOST_BYTES = 1 << 20;

  /** What the markup of a line costs. */
  private static final int LINE_COST = 24;

  /** And that of a file, with its name. */
  private static final int FILE_COST = 200;

  private static final int AROUND = 40;

  /** A guess before the text is read: no file is read again that has no chance to be shown. */
  private static final long MOST_LINES = MOST_BYTES / 40;

  private final Snapshot snapshot;
  private final EvidenceText text;
  private final Map<String, BitSet> shown = new LinkedHashMap<>();
  private long left = MOST_BYTES;

  CapturedTexts(Snapshot snapshot, EvidenceText text) {
    this.snapshot = snapshot;
    this.text = text;
  }

  /** The files to read again besides those that evidence stands in. */
  public static List<Source> wanted(Snapshot snapshot) {
    List<Source> wanted = new ArrayList<>();
    long lines = 0;
    for (ParsedFile file : smallestFirst(snapshot)) {
      lines += file.lines();
      if (lines > MOST_LINES) {
        break;
      }
      wanted.add(new Source(file.node(), file.path(), 1));
    }
    return wanted;
  }

  private static List<ParsedFile> smallestFirst(Snapshot snapshot) {
    return snapshot.files().stream()
        .filter(file -> file.lines() > 0)
        .sorted(
            Comparator.comparingInt(ParsedFile::lines)
                .thenComparing(ParsedFile::path)
                .thenComparing(ParsedFile::node))
        .toList();
  }

  List<CapturedExcerpt> excerpts(Report report) {
    for (Diagnosis diagnosis : report.diagnoses()) {
      diagnosis.evidence().forEach(this::around);
    }
    for (String key : List.copyOf(shown.keySet())) {
      whole(key);
    }
    smallestFirst(snapshot).forEach(file -> whole(key(file.node(), file.path())));
    List<CapturedExcerpt> excerpts = new ArrayList<>();
    shown.forEach((key, lines) -> excerpts.addAll(excerpts(key, lines)));
    return excerpts;
  }

  List<UnshownFile> unshown() {
    return snapshot.files().stream()
        .filter(file -> file.lines() > 0 && !shown.containsKey(key(file.node(), file.path())))
        .map(file -> new UnshownFile(file.node(), file.path(), file.lines()))
        .toList();
  }

  private void around(Evidence by) {
    List<String> lines = lines(key(by.node(), by.file()));
    if (by.line() > 0 && by.line() <= lines.size()) {
      int first = Math.max(0, by.line() - 1 - AROUND);
      take(key(by.node(), by.file()), lines, first, Math.min(lines.size(), by.line() + AROUND));
    }
  }

  private void whole(String key) {
    List<String> lines = lines(key);
    take(key, lines, 0, lines.size());
  }

  /** All of these lines, if there is room. */
  private void take(String key, List<String> lines, int from, int to) {
    BitSet taken = shown.getOrDefault(key, new BitSet());
    long cost = shown.containsKey(key) ? 0 : FILE_COST;
    for (int i = from; i < to; i++) {
      cost += taken.get(i) ? 0 : cost(lines.get(i));
    }
    if (to > from && cost <= left) {
      left -= cost;
      taken.set(from, to);
      shown.put(key, taken);
    }
  }

  private static long cost(String line) {
    // A quote takes six bytes in HTML, and so on.
    long escapes = line.chars().filter(c -> c == '"' || c == '<' || c == '>' || c == '&').count();
    return line.getBytes(StandardCharsets.UTF_8).length + 5 * escapes + LINE_COST;
  }

  private List<CapturedExcerpt> excerpts(String key, BitSet taken) {
    String[] place = key.split("\0", 2);
    List<String> lines = lines(key);
    List<CapturedExcerpt> excerpts = new ArrayList<>();
    for (int from = taken.nextSetBit(0); from >= 0; ) {
      int to = taken.nextClearBit(from);
      excerpts.add(
          new CapturedExcerpt(place[0], place[1], from + 1, lines.subList(from, to), lines.size()));
      from = taken.nextSetBit(to);
    }
    return excerpts;
  }

  private List<String> lines(String key) {
    String[] place = key.split("\0", 2);
    return text.lines(new Source(place[0], place[1], 1));
  }

  private static String key(String node, String file) {
    return node + "\0" + file;
  }
}
