package io.coldtrace.analyzer.archive;

import io.coldtrace.analyzer.loose.ReadSection;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger.Fate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A file of a snapshot with the fate of each of its lines, read a second time: a snapshot keeps no
 * text.
 *
 * @param lines all of them, in their order
 */
public record AnnotatedFile(String node, String path, List<AnnotatedLine> lines) {
  public AnnotatedFile {
    lines = List.copyOf(lines);
  }

  /**
   * A line and what became of it.
   *
   * @param kind of the output that it belongs to; empty if nothing reads it
   * @param reason why it is ignored; empty if it is not
   */
  public record AnnotatedLine(
      int number, String kind, Fate fate, Optional<Ignored> reason, String text) {}

  /** Reads these files of a snapshot again. */
  public static List<AnnotatedFile> read(
      Inputs inputs, Limits limits, Snapshot snapshot, List<ParsedFile> files) {
    Map<String, String> listed = listedKinds(snapshot);
    Set<String> wanted =
        files.stream()
            .map(file -> key(file.input(), file.node(), file.path()))
            .collect(Collectors.toSet());
    List<AnnotatedFile> annotated = new ArrayList<>();
    new SnapshotReader(limits)
        .read(
            inputs,
            member -> {
              Member named = member.under(snapshot.nameOf(member));
              if (wanted.contains(key(named.input(), named.node(), named.path()))) {
                Optional<String> kind =
                    Optional.ofNullable(listed.get(key("", named.node(), named.path())));
                annotated.add(of(named, snapshot.sections(named, kind)));
              }
            });
    return annotated;
  }

  private static String key(String input, String node, String path) {
    return input + "\0" + node + "\0" + path;
  }

  /** What the manifests say. */
  private static Map<String, String> listedKinds(Snapshot snapshot) {
    Map<String, String> kinds = new HashMap<>();
    for (ParsedFile file : snapshot.files()) {
      if (file.path().equals("manifest.tsv")) {
        kinds.put(key("", file.node(), file.path()), "manifest");
        file.facts().stream()
            .filter(CapturedFile.class::isInstance)
            .map(CapturedFile.class::cast)
            .forEach(
                captured -> {
                  kinds.put(key("", file.node(), captured.file()), captured.kind());
                  kinds.put(key("", file.node(), captured.stderr()), "stderr");
                });
      }
    }
    return kinds;
  }

  private static AnnotatedFile of(Member member, List<ReadSection> sections) {
    List<AnnotatedLine> lines = new ArrayList<>();
    for (ReadSection section : sections) {
      for (int number = section.first(); number < section.first() + section.lines(); number++) {
        lines.add(
            new AnnotatedLine(
                number,
                section.kind(),
                section.fate(number),
                section.reason(number),
                member.lines().get(number - 1)));
      }
    }
    return new AnnotatedFile(member.node(), member.path(), lines);
  }
}
