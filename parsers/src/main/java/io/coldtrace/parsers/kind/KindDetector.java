package io.coldtrace.parsers.kind;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells what a text is by the shapes of its lines: each kind's signature in {@code signatures.tsv}
 * weighs every line, and the heaviest sum wins.
 */
public final class KindDetector {
  /** So many lines that are not blank tell what a text is. */
  private static final int LINES = 400;

  /** Of a longer line its beginning is looked at. */
  private static final int LENGTH = 2000;

  /** A kind needs one line of this weight: lines that merely go with others prove nothing. */
  private static final int TELLING = 2;

  /** How much heavier the content must weigh for another kind than for the one that a name says. */
  private static final int CONTRADICTION = 2;

  /** What a row of this weight fits, begins an output. */
  private static final int HEAD = 10;

  private static final Set<String> DOCUMENTS =
      Set.of(
          "cni-conflist",
          "component-log",
          "dmesg",
          "ip-link-json",
          "journal",
          "kubectl-describe",
          "kubectl-json",
          "kubectl-yaml",
          "nft-ruleset-json",
          "ps");

  private static final List<Signature> SIGNATURES = signatures();
  private static final List<KindTable.Row> HEADS =
      SIGNATURES.stream()
          .flatMap(signature -> signature.rows().stream())
          .filter(row -> row.weight() >= HEAD)
          .toList();

  /** So many first characters of a line leave few heads that may fit it; most often none. */
  private static final int START = 4;

  private static final int MOST_STARTS = 20_000;

  /** Of the heads those that may fit a line that begins so. */
  private static final Map<String, List<KindTable.Row>> HEADS_BY_START = new ConcurrentHashMap<>();

  private record Signature(String kind, List<KindTable.Row> rows) {
    /** The weight of the heaviest row that fits; 0 if none does. */
    int weight(String line) {
      int weight = 0;
      for (KindTable.Row row : rows) {
        if (row.weight() > weight && row.fits(line)) {
          weight = row.weight();
        }
      }
      return weight;
    }
  }

  private KindDetector() {}

  private static List<Signature> signatures() {
    Map<String, List<KindTable.Row>> rows = new LinkedHashMap<>();
    for (KindTable.Row row : KindTable.read(KindDetector.class, "signatures.tsv").rows()) {
      rows.computeIfAbsent(row.kind(), kind -> new ArrayList<>()).add(row);
    }
    List<Signature> signatures = new ArrayList<>();
    rows.forEach((kind, its) -> signatures.add(new Signature(kind, List.copyOf(its))));
    return List.copyOf(signatures);
  }

  /** The kind of a text of which nothing else is known; empty if it looks like none. */
  public static Optional<String> kindOf(List<String> lines) {
    return best(scores(lines));
  }

  /**
   * The kind of a text whose name, or the command before it, says a kind; a content that clearly is
   * another one wins.
   */
  public static String kindOf(List<String> lines, String named) {
    Map<String, Integer> scores = scores(lines);
    int ofNamed = scores.getOrDefault(named, 0);
    boolean judged = SIGNATURES.stream().anyMatch(signature -> signature.kind().equals(named));
    return best(scores)
        .filter(kind -> judged || scores.get(kind) >= HEAD)
        .filter(kind -> scores.get(kind) > CONTRADICTION * ofNamed)
        .orElse(named);
  }

  /** The kinds whose output alone begins with such a line. */
  public static Set<String> headsOf(String line) {
    String stripped = line.length() <= LENGTH ? line.strip() : "";
    if (stripped.isEmpty()) {
      return Set.of();
    }
    Set<String> kinds = Set.of();
    for (KindTable.Row head : headsWith(startOf(stripped))) {
      if (head.fits(stripped)) {
        kinds = kinds.isEmpty() ? new LinkedHashSet<>() : kinds;
        kinds.add(head.kind());
      }
    }
    return kinds;
  }

  /** Up to the first digit: counters and addresses would make too many of them. */
  private static String startOf(String line) {
    int most = Math.min(START, line.length());
    int end = 1;
    while (end < most && !Character.isDigit(line.charAt(end))) {
      end++;
    }
    return line.substring(0, end);
  }

  private static List<KindTable.Row> headsWith(String start) {
    List<KindTable.Row> known = HEADS_BY_START.get(start);
    if (known != null) {
      return known;
    }
    List<KindTable.Row> heads =
        HEADS.stream().filter(head -> head.pattern().canBegin(start)).toList();
    if (HEADS_BY_START.size() < MOST_STARTS) {
      HEADS_BY_START.put(start, heads);
    }
    return heads;
  }

  /**
   * Whether a text of a kind that goes on with {@code next} has become another one. Documents,
   * which may hold any text, never do.
   */
  public static boolean changes(String kind, List<String> next) {
    Map<String, Integer> scores = scores(next);
    return !DOCUMENTS.contains(kind)
        && best(scores)
            .filter(other -> scores.get(other) > CONTRADICTION * scores.getOrDefault(kind, 0))
            .isPresent();
  }

  /** What each kind weighs; those that no telling line speaks for are left out. */
  static Map<String, Integer> scores(List<String> lines) {
    Map<String, Integer> scores = new LinkedHashMap<>();
    Set<String> told = new LinkedHashSet<>();
    int seen = 0;
    for (String raw : lines) {
      String line = raw.length() > LENGTH ? raw.substring(0, LENGTH).strip() : raw.strip();
      if (line.isEmpty()) {
        continue;
      }
      for (Signature signature : SIGNATURES) {
        int weight = signature.weight(line);
        if (weight > 0) {
          scores.merge(signature.kind(), weight, Integer::sum);
        }
        if (weight >= TELLING) {
          told.add(signature.kind());
        }
      }
      if (++seen == LINES) {
        break;
      }
    }
    scores.keySet().retainAll(told);
    return scores;
  }

  private static Optional<String> best(Map<String, Integer> scores) {
    Optional<String> best = Optional.empty();
    for (Signature signature : SIGNATURES) {
      String kind = signature.kind();
      if (scores.getOrDefault(kind, 0) > best.map(scores::get).orElse(0)) {
        best = Optional.of(kind);
      }
    }
    return best;
  }
}
