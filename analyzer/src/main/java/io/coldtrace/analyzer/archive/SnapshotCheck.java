package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsers;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether the files of a snapshot are those that its manifests list, byte for byte.
 *
 * @param nodes a line a capture, in the order of the inputs
 * @param problems what could not be read
 */
public record SnapshotCheck(List<CheckedNode> nodes, List<InputProblem> problems) {
  /**
   * A file that is not as the manifest says.
   *
   * @param what in words
   */
  public record Difference(String file, String what) {}

  /**
   * One node's capture.
   *
   * @param matching files whose bytes and SHA-256 are those of the manifest
   * @param unhashed files that the manifest lists without a hash: standard errors
   */
  public record CheckedNode(
      String input, String node, int matching, int unhashed, List<Difference> differences) {}

  private record Found(long bytes, String sha256, boolean cut) {}

  /** What one node's folder in one input holds. */
  private static final class Capture {
    final Map<String, Found> found = new HashMap<>();
    Optional<LineLedger> manifest = Optional.empty();
  }

  private record Key(String input, String node) {}

  /** Reads the inputs and compares. */
  public static SnapshotCheck of(Inputs inputs, Limits limits) {
    Map<Key, Capture> captures = new LinkedHashMap<>();
    SnapshotReader reader = new SnapshotReader(limits).withHashes();
    reader.read(
        inputs,
        member ->
            add(
                member,
                captures.computeIfAbsent(
                    new Key(member.input(), member.node()), key -> new Capture())));
    List<CheckedNode> nodes = new ArrayList<>();
    captures.forEach((key, capture) -> nodes.add(check(key, capture)));
    return new SnapshotCheck(nodes, reader.problems());
  }

  /** Everything could be read and is as the manifests say. */
  public boolean allWell() {
    return problems.isEmpty() && nodes.stream().allMatch(node -> node.differences().isEmpty());
  }

  private static void add(Member member, Capture capture) {
    if (member.path().equals("manifest.tsv")) {
      CapturedText text = new CapturedText(member.node(), member.path(), member.lines());
      LineLedger ledger = new LineLedger(text);
      Parsers.forKind("manifest").orElseThrow().parse(text, ledger);
      capture.manifest = Optional.of(ledger);
    } else {
      capture.found.put(
          member.path(), new Found(member.bytes(), member.sha256().orElseThrow(), member.cut()));
    }
  }

  private static CheckedNode check(Key key, Capture capture) {
    List<Difference> differences = new ArrayList<>();
    Set<String> listed = new HashSet<>();
    int matching = 0;
    int unhashed = 0;
    if (capture.manifest.isEmpty()) {
      differences.add(new Difference("manifest.tsv", "is not there"));
    } else {
      for (CapturedFile file : files(capture.manifest.get())) {
        boolean hashed = !file.sha256().equals("-");
        if (!file.file().equals("-") && listed.add(file.file())) {
          Optional<String> wrong = compare(file, capture.found.get(file.file()));
          wrong.ifPresent(what -> differences.add(new Difference(file.file(), what)));
          matching += wrong.isEmpty() && hashed ? 1 : 0;
          unhashed += wrong.isEmpty() && !hashed ? 1 : 0;
        }
        if (!file.stderr().equals("-") && listed.add(file.stderr())) {
          boolean there = capture.found.containsKey(file.stderr());
          unhashed += there ? 1 : 0;
          if (!there) {
            differences.add(new Difference(file.stderr(), "is listed and not there"));
          }
        }
      }
      for (int line : capture.manifest.get().unrecognized()) {
        differences.add(new Difference("manifest.tsv", "line " + line + " is damaged"));
      }
    }
    capture.found.keySet().stream()
        .filter(file -> !listed.contains(file))
        .forEach(file -> differences.add(new Difference(file, "is not in the manifest")));
    differences.sort(Comparator.comparing(Difference::file));
    return new CheckedNode(key.input(), key.node(), matching, unhashed, List.copyOf(differences));
  }

  private static List<CapturedFile> files(LineLedger manifest) {
    List<CapturedFile> files = new ArrayList<>();
    for (Fact fact : manifest.facts()) {
      if (fact instanceof CapturedFile file) {
        files.add(file);
      }
    }
    return files;
  }

  private static Optional<String> compare(CapturedFile listed, Found found) {
    if (found == null) {
      return Optional.of("is listed and not there");
    }
    if (found.cut()) {
      return Optional.of("is larger than the limit: not compared");
    }
    if (found.bytes() != listed.bytes()) {
      return Optional.of("has " + found.bytes() + " bytes, not " + listed.bytes());
    }
    boolean same =
        listed.sha256().equals("-")
            || found.sha256().equals(listed.sha256().toLowerCase(Locale.ROOT));
    return same ? Optional.empty() : Optional.of("has another SHA-256");
  }
}
