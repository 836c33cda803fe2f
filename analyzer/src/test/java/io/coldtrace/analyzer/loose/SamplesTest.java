package io.coldtrace.analyzer.loose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.archive.TextDecoder;
import io.coldtrace.parsers.Ignored;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Outputs of many systems, of which nobody here wrote a line, with their names hidden: what kind is
 * each, and what becomes of its lines. They lie outside the project; without them it is skipped.
 */
class SamplesTest {
  private static final double KINDS_RIGHT = 0.97;
  private static final double LINES_UNDERSTOOD = 0.99;

  @TempDir private Path folder;

  private record Sample(String path, String kind, boolean broken) {
    /** A row of {@code INDEX.tsv}. */
    static Sample of(String row) {
      String[] columns = row.split("\t", -1);
      boolean broken =
          row.contains("on purpose") || columns[3].toLowerCase(Locale.ROOT).contains("invalid");
      return new Sample(columns[0], columns[1], broken);
    }
  }

  /** A line of the table. */
  private static final class Sum {
    int files;
    int right;
    int lines;
    int facts;
    int unrecognized;
    final Map<Ignored, Integer> ignored = new EnumMap<>(Ignored.class);

    void add(ParsedFile file, boolean kindIsRight) {
      files++;
      right += kindIsRight ? 1 : 0;
      lines += file.lines();
      facts += file.factLines();
      unrecognized += file.unrecognized().size();
      file.ignored().forEach((reason, count) -> ignored.merge(reason, count, Integer::sum));
    }

    String row(String kind) {
      String reasons =
          ignored.entrySet().stream()
              .map(entry -> entry.getKey().name().toLowerCase(Locale.ROOT) + " " + entry.getValue())
              .collect(Collectors.joining(", "));
      return String.format(
          Locale.ROOT,
          "%-19s %5d %5d %6d %6d %12d  %s",
          kind,
          files,
          right,
          lines,
          facts,
          unrecognized,
          reasons);
    }
  }

  @Test
  void theKindIsToldByTheContentAndTheLinesAreUnderstood() throws IOException {
    Path samples = Path.of(System.getProperty("coldtrace.samples", "")).normalize();
    assumeTrue(Files.isRegularFile(samples.resolve("INDEX.tsv")), "no samples at " + samples);
    List<Sample> index =
        Files.readAllLines(samples.resolve("INDEX.tsv")).stream().skip(1).map(Sample::of).toList();
    Map<String, Sample> hidden = new TreeMap<>();
    for (Sample sample : index) {
      String name = String.format(Locale.ROOT, "x%04d.txt", hidden.size());
      Files.copy(samples.resolve(sample.path()), folder.resolve(name));
      hidden.put(name, sample);
    }
    Snapshot snapshot = Snapshot.read(Inputs.of(List.of(folder)), Limits.DEFAULT);
    Map<String, Sum> sums = new TreeMap<>();
    Map<String, Sum> judgedByKind = new TreeMap<>();
    Sum judged = new Sum();
    List<String> wrong = new ArrayList<>();
    List<String> lines = new ArrayList<>();
    for (ParsedFile file : snapshot.files()) {
      Sample sample = hidden.remove(file.path());
      boolean right = file.kind().equals(sample.kind());
      sums.computeIfAbsent(sample.kind(), kind -> new Sum()).add(file, right);
      if (!sample.broken() && !isMalformed(file)) {
        judged.add(file, right);
        judgedByKind.computeIfAbsent(sample.kind(), kind -> new Sum()).add(file, right);
      }
      lines.addAll(unrecognized(file, sample));
      if (!right) {
        wrong.add((sample.broken() ? "(broken) " : "") + sample.path() + " is " + file.kind());
      }
    }
    assertTrue(hidden.isEmpty(), () -> "not read: " + hidden.values());
    String table = table(sums, judged, wrong);
    Files.write(Path.of("target/samples-unrecognized.txt"), lines, StandardCharsets.UTF_8);
    Path output = Path.of("target/samples.txt");
    Files.writeString(output, table, StandardCharsets.UTF_8);
    assertTrue(judged.right >= KINDS_RIGHT * judged.files, table);
    assertEquals(List.of(), tooLittle(judgedByKind), table);
  }

  /** Text that its author broke: a document is understood as a whole or not at all. */
  private boolean isMalformed(ParsedFile file) throws IOException {
    try {
      boolean yaml = file.kind().equals("kubectl-yaml");
      if (yaml) {
        new Yaml().compose(Files.newBufferedReader(folder.resolve(file.path())));
      }
      return false;
    } catch (YAMLException e) {
      return file.unrecognized().size() == file.lines();
    }
  }

  private List<String> unrecognized(ParsedFile file, Sample sample) throws IOException {
    List<String> text = TextDecoder.lines(Files.readAllBytes(folder.resolve(file.path())));
    return file.unrecognized().stream()
        .map(
            line ->
                (sample.broken() ? "(broken) " : "")
                    + sample.path()
                    + ":"
                    + line
                    + ": "
                    + text.get(line - 1))
        .toList();
  }

  /** The kinds of whose lines more than one in a hundred is neither a fact nor ignored. */
  private static List<String> tooLittle(Map<String, Sum> sums) {
    List<String> kinds = new ArrayList<>();
    sums.forEach(
        (kind, sum) -> {
          // What iptables-restore does not admit is no rule: AdmittedRulesTest asks it.
          boolean exempt = kind.equals("iptables-save") || kind.equals("iptables-S");
          if (!exempt && sum.lines - sum.unrecognized < LINES_UNDERSTOOD * sum.lines) {
            kinds.add(kind + ": " + sum.unrecognized + " of " + sum.lines + " lines");
          }
        });
    return kinds;
  }

  private static String table(Map<String, Sum> sums, Sum judged, List<String> wrong) {
    List<String> rows = new ArrayList<>();
    rows.add("kind                files right  lines  facts unrecognized  ignored");
    sums.forEach((kind, sum) -> rows.add(sum.row(kind)));
    rows.add(judged.row("not broken"));
    rows.add(
        String.format(
            Locale.ROOT,
            "kinds right: %.1f %%, lines understood: %.1f %%",
            100.0 * judged.right / judged.files,
            100.0 - 100.0 * judged.unrecognized / judged.lines));
    wrong.forEach(rows::add);
    return String.join("\n", rows) + "\n";
  }
}
