package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Source;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The files that evidence stands in, read a second time, so that nothing has to keep all text in
 * memory.
 */
public final class EvidenceText {
  private final Map<String, List<String>> files = new HashMap<>();

  /** A pasted text may tell of several nodes, and is a file of the first alone. */
  private final Map<String, String> heldBy = new HashMap<>();

  private EvidenceText() {}

  /**
   * Reads the files of these sources again.
   *
   * @param snapshot which of several captures of a file counts
   */
  public static EvidenceText read(
      Inputs inputs, Limits limits, Snapshot snapshot, Collection<Source> sources) {
    Map<String, String> inputOf = new HashMap<>();
    Map<String, List<ParsedFile>> byPath = new HashMap<>();
    for (ParsedFile file : snapshot.files()) {
      inputOf.put(file.node() + "/" + file.path(), file.input());
      byPath.computeIfAbsent(file.path(), unused -> new ArrayList<>()).add(file);
    }
    EvidenceText text = new EvidenceText();
    sources.forEach(source -> text.find(source, byPath, inputOf.keySet()));
    Set<String> wanted = Set.copyOf(text.heldBy.values());
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

  private void find(Source source, Map<String, List<ParsedFile>> byPath, Set<String> keys) {
    String key = key(source);
    String path = source.file();
    List<ParsedFile> same = keys.contains(key) ? List.of() : byPath.getOrDefault(path, List.of());
    heldBy.putIfAbsent(key, same.size() == 1 ? same.get(0).node() + "/" + path : key);
  }

  private static String key(Source source) {
    return source.node() + "/" + source.file();
  }

  /** The lines of a file; none if it was not read. */
  public List<String> lines(Source source) {
    String key = key(source);
    return files.getOrDefault(heldBy.getOrDefault(key, key), List.of());
  }

  /** The line itself; empty if there is no such line. */
  public String line(Source source) {
    List<String> lines = lines(source);
    return source.line() >= 1 && source.line() <= lines.size() ? lines.get(source.line() - 1) : "";
  }
}
