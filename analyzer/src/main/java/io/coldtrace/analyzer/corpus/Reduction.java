package io.coldtrace.analyzer.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.archive.WrittenFile;
import io.coldtrace.analyzer.diagnose.Essence;
import io.coldtrace.rules.RuleCatalog;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A snapshot shrunk to what its diagnosis rests on: first whole files are left out, then lines; of
 * JSON objects and their parts. What is left reads like a story.
 */
public final class Reduction {
  private static final String MANIFEST = "manifest.tsv";
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Files that were read are remembered, but not all of thousands of variants. */
  private static final int MOST_KNOWN = 4000;

  private final RuleCatalog rules;
  private final Consumer<String> progress;
  private final Map<Member, ParsedFile> known = new HashMap<>();
  private final Essence whole;
  private List<Member> members;

  private Reduction(List<Member> members, RuleCatalog rules, Consumer<String> progress) {
    this.rules = rules;
    this.progress = progress;
    this.members = ordered(members);
    whole = essence(this.members);
  }

  /**
   * Leaves out files, and then lines.
   *
   * @param lines whether to look into files
   */
  public static List<Member> of(
      List<Member> members, RuleCatalog rules, boolean lines, Consumer<String> progress) {
    Reduction reduction = new Reduction(members, rules, progress);
    reduction.files();
    if (lines) {
      reduction.lines();
    }
    return reduction.members;
  }

  /** As files to be written; a manifest tells of those that are left as they are now. */
  public static List<WrittenFile> written(List<Member> members) {
    Map<String, Map<String, WrittenFile>> nodes = new LinkedHashMap<>();
    for (Member member : members) {
      nodes
          .computeIfAbsent(member.node(), node -> new LinkedHashMap<>())
          .put(member.path(), WrittenFile.of(member.node(), member.path(), member.lines()));
    }
    List<WrittenFile> files = new ArrayList<>();
    for (Member member : ordered(members)) {
      Map<String, WrittenFile> ofNode = nodes.get(member.node());
      files.add(
          member.path().equals(MANIFEST)
              ? WrittenFile.of(
                  member.node(),
                  MANIFEST,
                  member.lines().stream()
                      .map(line -> WrittenFile.manifestLine(line, ofNode))
                      .toList())
              : ofNode.get(member.path()));
    }
    return files;
  }

  private static List<Member> ordered(List<Member> members) {
    return members.stream()
        .sorted(
            Comparator.comparing(Member::node)
                .thenComparing(member -> !member.path().equals(MANIFEST)))
        .toList();
  }

  private Essence essence(List<Member> some) {
    if (known.size() > MOST_KNOWN) {
      known.clear();
    }
    return Essence.of(Snapshot.of(some, known).facts(), rules);
  }

  private boolean isTheSame(List<Member> some) {
    return essence(some).equals(whole);
  }

  private void files() {
    progress.accept("leaving out files: " + members.size());
    members = DeltaDebugging.smallest(members, this::isTheSame);
  }

  private void lines() {
    List<Member> bySize =
        members.stream()
            .sorted(Comparator.comparingInt((Member member) -> -member.lines().size()))
            .toList();
    for (Member member : bySize) {
      progress.accept(
          "leaving out lines: "
              + member.node()
              + "/"
              + member.path()
              + ", "
              + member.lines().size());
      Optional<JsonNode> document = document(member);
      if (document.isPresent()) {
        json(member, document.get());
      } else {
        List<String> left =
            DeltaDebugging.smallest(member.lines(), lines -> isTheSame(with(member, lines)));
        members = with(member, left);
      }
    }
  }

  private List<Member> with(Member old, List<String> lines) {
    return members.stream().map(each -> isSame(each, old) ? each.withLines(lines) : each).toList();
  }

  private static boolean isSame(Member one, Member other) {
    return one.node().equals(other.node()) && one.path().equals(other.path());
  }

  private static Optional<JsonNode> document(Member member) {
    if (!member.path().endsWith(".json")) {
      return Optional.empty();
    }
    try {
      JsonNode root = JSON.readTree(String.join("\n", member.lines()));
      return root != null && root.isContainerNode() ? Optional.of(root) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private void json(Member member, JsonNode document) {
    JsonTree tree = new JsonTree(document);
    if (isTheSame(with(member, tree.lines()))) {
      tree.reduce(lines -> isTheSame(with(member, lines)));
      members = with(member, tree.lines());
    }
  }
}
