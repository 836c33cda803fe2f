package io.coldtrace.analyzer.archive;

import io.coldtrace.analyzer.loose.ReadSection;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FactList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Everything that the inputs of one call say, file by file. */
public final class Snapshot {
  private static final String MANIFEST = "manifest.tsv";
  private static final String NFT_JSON = "nft-ruleset-json";

  private final SortedMap<Key, ParsedFile> files = new TreeMap<>();
  private final List<Capture> captures = new ArrayList<>();
  private List<InputProblem> problems = List.of();

  private record Key(String node, String path) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = node.compareTo(other.node);
      return order != 0 ? order : path.compareTo(other.path);
    }
  }

  /**
   * One node's capture in one input.
   *
   * @param started epoch seconds; 0 if the manifest does not say
   */
  public record Capture(String node, String input, long started) {}

  private final Map<String, String> names;
  private final Consumer<Capture> progress;

  private Snapshot(Map<String, String> names, Consumer<Capture> progress) {
    this.names = names;
    this.progress = progress;
  }

  /** The name under which a node's captures are read: Kubernetes' own, where it is another. */
  String nameOf(String folder) {
    return names.getOrDefault(folder, folder);
  }

  /** The same of a file, which in another tool's archive may tell of another node. */
  String nameOf(String folder, String path) {
    return nameOf(ForeignLayout.nodeOf(folder, path));
  }

  /** The same of a file that was read. */
  String nameOf(Member member) {
    return nameOf(member.node(), member.path());
  }

  /**
   * Reads and parses the inputs; what cannot be read is among the problems. A node that was
   * captured under another name than Kubernetes knows it by (a node without kubectl knows itself by
   * its host name) is read under that name.
   */
  public static Snapshot read(Inputs inputs, Limits limits) {
    return read(inputs, limits, capture -> {});
  }

  /**
   * As {@link #read(Inputs, Limits)}.
   *
   * @param progress is told each capture of a node that was met
   */
  public static Snapshot read(Inputs inputs, Limits limits, Consumer<Capture> progress) {
    Snapshot snapshot = read(inputs, limits, Map.of(), progress);
    Map<String, String> names = KubernetesNames.of(snapshot.factsWithoutRules());
    return names.isEmpty() ? snapshot : read(inputs, limits, names, progress);
  }

  private static Snapshot read(
      Inputs inputs, Limits limits, Map<String, String> names, Consumer<Capture> progress) {
    SnapshotReader reader = new SnapshotReader(limits);
    Snapshot snapshot = new Snapshot(names, progress);
    Map<String, Manifest> manifests = new HashMap<>();
    try (ParseAhead parsing = new ParseAhead(limits.fileBytes())) {
      ReadAhead.read(
          reader,
          inputs,
          limits,
          member ->
              snapshot.read(
                  member.under(snapshot.nameOf(member)),
                  manifests.computeIfAbsent(
                      member.input() + "\0" + member.node(), k -> new Manifest()),
                  parsing));
      parsing.finish();
    }
    snapshot.problems = reader.problems();
    return snapshot;
  }

  /** The files of the inputs as text, each under the name of its node. */
  public static List<Member> members(Inputs inputs, Limits limits) {
    Snapshot snapshot = read(inputs, limits);
    List<Member> members = new ArrayList<>();
    new SnapshotReader(limits)
        .read(inputs, member -> members.add(member.under(snapshot.nameOf(member))));
    return members;
  }

  /**
   * Parses files that are at hand, manifests first; each is what its name says.
   *
   * @param known files that were read before; what is read now is put there
   */
  public static Snapshot of(List<Member> members, Map<Member, ParsedFile> known) {
    Snapshot snapshot = new Snapshot(Map.of(), capture -> {});
    Map<String, Manifest> manifests = new HashMap<>();
    for (Member member : members) {
      Manifest manifest = manifests.computeIfAbsent(member.node(), node -> new Manifest());
      CapturedKinds.byPath(member.path())
          .ifPresent(kind -> manifest.kinds.putIfAbsent(member.path(), kind));
      ParsedFile parsed =
          known.computeIfAbsent(member, read -> snapshot.parse(read, manifest.kindOf(read.path())));
      if (member.path().equals(MANIFEST)) {
        manifest.learn(parsed);
      }
      snapshot.add(member, parsed, manifest);
    }
    return snapshot;
  }

  /** What a manifest told of the files that follow it. */
  private static final class Manifest {
    final Map<String, String> kinds = new HashMap<>();
    long started;
    boolean announced;

    void learn(ParsedFile parsed) {
      for (Fact fact : parsed.facts()) {
        if (fact instanceof CapturedFile file) {
          kinds.put(file.file(), file.kind());
          if (!file.stderr().equals("-")) {
            kinds.put(file.stderr(), "stderr");
          }
        } else if (fact instanceof CollectorRun run) {
          started = run.started();
        }
      }
    }

    Optional<String> kindOf(String path) {
      return path.equals(MANIFEST) ? Optional.of("manifest") : Optional.ofNullable(kinds.get(path));
    }
  }

  private void read(Member member, Manifest manifest, ParseAhead parsing) {
    Optional<String> listed = manifest.kindOf(member.path());
    if (member.path().equals(MANIFEST)) {
      // At once, for it says what the files after it are.
      ParsedFile parsed = parse(member, listed);
      manifest.learn(parsed);
      parsing.parse(member.bytes(), () -> parsed, same -> add(member, same, manifest));
    } else {
      parsing.parse(
          member.bytes(), () -> parse(member, listed), parsed -> add(member, parsed, manifest));
    }
  }

  private void add(Member member, ParsedFile parsed, Manifest manifest) {
    // A letter that lies beside the tarballs is no capture of a node.
    boolean tells =
        member.path().equals(MANIFEST) || !manifest.kinds.isEmpty() || !parsed.kind().isEmpty();
    if (!manifest.announced && tells) {
      manifest.announced = true;
      Capture capture = new Capture(member.node(), member.input(), manifest.started);
      captures.add(capture);
      progress.accept(capture);
    }
    Key key = new Key(member.node(), member.path());
    ParsedFile earlier = files.get(key);
    if (earlier == null || manifest.started >= started(earlier)) {
      files.put(key, parsed);
    }
  }

  /** When the capture that a file came from was taken. */
  private long started(ParsedFile file) {
    return captures.stream()
        .filter(c -> c.node().equals(file.node()) && c.input().equals(file.input()))
        .mapToLong(Capture::started)
        .findFirst()
        .orElse(0);
  }

  private ParsedFile parse(Member member, Optional<String> listed) {
    return new ParsedFile(
        member.input(),
        member.node(),
        member.path(),
        sections(member, listed).stream().map(ParsedPart::of).toList());
  }

  /** The outputs that a file holds, read; a file that a manifest lists is one. */
  List<ReadSection> sections(Member member, Optional<String> listed) {
    UnaryOperator<String> called = this::nameOf;
    return listed.isPresent()
        ? List.of(ReadSection.of(listed.get(), text(member)))
        : ReadSection.sections(text(member), CapturedKinds.byPath(member.path()), called);
  }

  private static CapturedText text(Member member) {
    return new CapturedText(member.node(), member.path(), member.lines());
  }

  /** All files, by node and path. */
  public List<ParsedFile> files() {
    return List.copyOf(files.values());
  }

  /**
   * What the nodes said of themselves, by node, path and line. What was read again after the probes
   * or inside a pod says the same of another time or place, and is not among it. What a manifest
   * lists and the archive does not hold has the state {@code lost}; a file that no manifest lists
   * is a captured file all the same.
   */
  public List<Fact> facts() {
    List<List<Fact>> facts = new ArrayList<>();
    Set<Key> listed = new HashSet<>();
    Set<Key> told = toldByText();
    FirewallListings listings = new FirewallListings(files.values());
    for (ParsedFile file : files.values()) {
      if (file.kind().equals("manifest")) {
        facts.add(manifest(file, listed));
      } else if (listings.concerns(file)) {
        facts.add(listings.settled(file));
      } else {
        boolean again = told.contains(place(file));
        facts.add(file.factsOfNode(part -> !again || !part.kind().equals(NFT_JSON)));
      }
    }
    files.forEach(
        (key, file) -> {
          if (!listed.contains(key)) {
            facts.add(List.copyOf(UnlistedFiles.of(file)));
          }
        });
    return FactList.of(facts);
  }

  /** A cluster has millions of rules, which name no node. */
  private List<Fact> factsWithoutRules() {
    return FactList.of(
        files.values().stream()
            .filter(file -> !file.kind().startsWith("iptables"))
            .map(ParsedFile::factsOfNode)
            .toList());
  }

  /** Where nft's listing as text was read: what it says in JSON besides is the same again. */
  private Set<Key> toldByText() {
    return files.values().stream()
        .filter(file -> file.parts().stream().anyMatch(Snapshot::isNftText))
        .map(Snapshot::place)
        .collect(Collectors.toSet());
  }

  private static boolean isNftText(ParsedPart part) {
    return part.kind().equals("nft-ruleset") && part.ofNode() && !part.facts().isEmpty();
  }

  /** The node, and within it its pod or the time after the probes. */
  private static Key place(ParsedFile file) {
    String folder = file.path().replaceFirst("/.*", "");
    return new Key(file.node(), folder.matches("pod|after") ? folder : "");
  }

  private List<Fact> manifest(ParsedFile file, Set<Key> listed) {
    List<Fact> facts = new ArrayList<>();
    for (Fact fact : file.factsOfNode()) {
      facts.add(fact instanceof CapturedFile captured ? asItIs(captured) : fact);
      if (fact instanceof CapturedFile captured) {
        listed.add(new Key(file.node(), captured.file()));
      }
    }
    return facts;
  }

  private CapturedFile asItIs(CapturedFile file) {
    boolean written = !file.file().equals("-") && !file.state().equals("missing");
    return !written || files.containsKey(new Key(file.source().node(), file.file()))
        ? file
        : file.withState("lost");
  }

  /** The captures, in the order of the inputs. */
  public List<Capture> captures() {
    return List.copyOf(captures);
  }

  /** What could not be read. */
  public List<InputProblem> problems() {
    return problems;
  }
}
