package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Source;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The files that evidence stands in, read a second time, so that nothing has to keep all text in
 * memory.
 */
public final class EvidenceText {
  private final Map<String, List<String>> files = new HashMap<>();

  private EvidenceText() {}

  /**
   * Reads the files of these sources again.
   *
   * @param snapshot which of several captures of a file counts
   */
  public static EvidenceText read(
      Inputs inputs, Limits limits, Snapshot snapshot, Collection<Source> sources) {
    Set<String> wanted =
        sources.stream()
            .map(source -> source.node() + "/" + source.file())
            .collect(Collectors.toSet());
    Map<String, String> inputOf =
        snapshot.files().stream()
            .collect(Collectors.toMap(file -> file.node() + "/" + file.path(), ParsedFile::input));
    EvidenceText text = new EvidenceText();
    new SnapshotReader(limits)
        .only((node, path) -> wanted.contains(snapshot.nameOf(node, path) + "/" + path))
        .read(
            inputs,
            member -> {
              String key = snapshot.nameOf(member) + "/" + member.path();
              if (wanted.contains(key) && member.input().equals(inputOf.get(key))) {
                text.files.put(key, member.lines());
              }
            });
    return text;
  }

  /** The lines of a file; none if it was not read. */
  public List<String> lines(Source source) {
    return files.getOrDefault(source.node() + "/" + source.file(), List.of());
  }

  /** The line itself; empty if there is no such line. */
  public String line(Source source) {
    List<String> lines = lines(source);
    return source.line() >= 1 && source.line() <= lines.size() ? lines.get(source.line() - 1) : "";
  }
}
