package io.coldtrace.analyzer.archive;

import io.coldtrace.analyzer.loose.NodeNames;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Streams the members of tarballs and folders, manifests first, without unpacking anything to disk.
 *
 * <p>An input is a tarball ({@code .tar.gz}, {@code .tgz}, {@code .tar}, {@code .tar.xz}, {@code
 * .tar.zst}), also in parts ({@code .tar.gz.001}) or encrypted ({@code .tar.gz.cms}), a folder of
 * tarballs, a text that somebody saved, a folder that holds a folder a node, a node's own folder,
 * another tool's archive ({@link ForeignLayout}), or an incident of the corpus, of which the {@code
 * snapshot/} alone is read.
 */
public final class SnapshotReader {
  private static final String MANIFEST = "manifest.tsv";

  /** Bytes; every archive has a NUL or its like among its first ones. */
  private static final int HEAD = 512;

  private final Limits limits;
  private boolean hashing;
  private Optional<Path> key = Optional.empty();
  private final List<InputProblem> problems = new ArrayList<>();
  private BiPredicate<String, String> wanted = (node, path) -> true;

  /** A reader under these limits. */
  public SnapshotReader(Limits limits) {
    this.limits = limits;
  }

  /** Computes the SHA-256 of every member too. */
  SnapshotReader withHashes() {
    hashing = true;
    return this;
  }

  /** Leaves out what is not wanted, by its node's folder and its path, without a look at it. */
  SnapshotReader only(BiPredicate<String, String> these) {
    wanted = these;
    return this;
  }

  /** What could not be read so far, in the order in which it was met. */
  public List<InputProblem> problems() {
    return List.copyOf(problems);
  }

  /** Hands every member of the inputs to the consumer, in a fixed order. */
  public void read(Inputs inputs, Consumer<Member> consumer) {
    key = inputs.key();
    Set<String> joined = new HashSet<>();
    for (Path input : inputs.paths()) {
      if (Files.isDirectory(input)) {
        readFolder(input, consumer);
      } else if (isPart(input) && (Files.isRegularFile(input) || isJoined(input, joined))) {
        readParts(input, inputs.paths(), joined, consumer);
      } else if (isText(input)) {
        readText(input, input, consumer);
      } else if (Files.isRegularFile(input)) {
        archives().read(JoinedParts.whole(input), consumer);
      } else {
        problems.add(new InputProblem(input.toString(), "no such file or folder"));
      }
    }
  }

  private void readFolder(Path folder, Consumer<Member> consumer) {
    Path snapshot = folder.resolve("snapshot");
    if (Files.isDirectory(snapshot) && !Files.exists(folder.resolve(MANIFEST))) {
      readFolder(snapshot, consumer);
      return;
    }
    List<Path> children = list(folder);
    if (isOneNode(folder)) {
      readNode(folder, consumer);
      return;
    }
    if (children.isEmpty()) {
      problems.add(new InputProblem(folder.toString(), "the folder is empty"));
    }
    Set<String> joined = new HashSet<>();
    for (Path child : children) {
      if (Files.isDirectory(child)) {
        readNode(child, consumer);
      } else if (isPart(child)) {
        readParts(child, children, joined, consumer);
      } else if (isArchive(child.getFileName().toString())) {
        archives().read(JoinedParts.whole(child), consumer);
      } else if (Files.isRegularFile(child)) {
        readText(folder, child, consumer);
      }
    }
  }

  private static boolean isOneNode(Path folder) {
    try {
      return TopLevel.of(folder).isOne();
    } catch (IOException e) {
      return false;
    }
  }

  private List<Path> list(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException e) {
      problems.add(new InputProblem(folder.toString(), reason(e)));
      return List.of();
    }
  }

  private void readNode(Path folder, Consumer<Member> consumer) {
    String node = folder.toAbsolutePath().normalize().getFileName().toString();
    List<Path> files;
    try (Stream<Path> tree = Files.walk(folder)) {
      files =
          tree.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .limit(limits.members() + 1L)
              .toList();
    } catch (IOException | java.io.UncheckedIOException e) {
      problems.add(new InputProblem(folder.toString(), reason(e)));
      return;
    }
    Path manifest = folder.resolve(MANIFEST);
    List<Path> ordered = new ArrayList<>(files);
    if (ordered.remove(manifest)) {
      ordered.add(0, manifest);
    }
    long total = 0;
    int members = 0;
    for (Path file : ordered) {
      if (members++ >= limits.members() || total > limits.totalBytes()) {
        problems.add(new InputProblem(folder.toString(), limits.exceeded(members)));
        return;
      }
      String path = folder.relativize(file).toString().replace('\\', '/');
      if (!wanted.test(node, path)) {
        continue;
      }
      try (InputStream in = Files.newInputStream(file)) {
        Member member = members().read(folder.toString(), node, path, in);
        total += member.bytes();
        consumer.accept(member);
      } catch (IOException e) {
        problems.add(new InputProblem(file.toString(), reason(e)));
      }
    }
  }

  /** A text that somebody put there: its name, or a prompt in it, tells the node. */
  private void readText(Path input, Path file, Consumer<Member> consumer) {
    String name = file.getFileName().toString();
    try (InputStream in = Files.newInputStream(file)) {
      Member member = members().read(input.toString(), "", name, in);
      consumer.accept(member.under(NodeNames.of(name, member.lines())));
    } catch (IOException e) {
      problems.add(new InputProblem(file.toString(), reason(e)));
    }
  }

  /** Neither named as an archive nor, at its beginning, with bytes that no text has. */
  private static boolean isText(Path file) {
    if (!Files.isRegularFile(file) || isArchive(file.getFileName().toString())) {
      return false;
    }
    try (InputStream in = Files.newInputStream(file)) {
      for (byte each : in.readNBytes(HEAD)) {
        if (each >= 0 && each < '\t') {
          return false;
        }
      }
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isArchive(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    return Stream.of(".tar.gz", ".tgz", ".tar", ".tar.xz", ".tar.zst", ".cms", ".p7m")
        .anyMatch(name::endsWith);
  }

  private static boolean isPart(Path file) {
    return JoinedParts.wholeOf(file).filter(SnapshotReader::isArchive).isPresent();
  }

  private static boolean isJoined(Path part, Set<String> joined) {
    return joined.contains(JoinedParts.wholeOf(part).orElseThrow());
  }

  /** Reads the archive that a part is of, with all its parts, once. */
  private void readParts(
      Path part, List<Path> given, Set<String> joined, Consumer<Member> consumer) {
    Optional<String> whole = JoinedParts.wholeOf(part);
    if (!joined.add(whole.orElseThrow())) {
      return;
    }
    try {
      JoinedParts parts =
          JoinedParts.of(
              given.stream()
                  .filter(Files::isRegularFile)
                  .filter(file -> JoinedParts.wholeOf(file).equals(whole))
                  .toList());
      parts
          .missing()
          .ifPresent(
              missing ->
                  problems.add(
                      new InputProblem(
                          parts.name().toString(),
                          "the part " + missing + " is missing; what comes before it was read")));
      if (!parts.files().isEmpty()) {
        archives().read(parts, consumer);
      }
    } catch (IOException e) {
      problems.add(new InputProblem(part.toString(), reason(e)));
    }
  }

  private MemberReader members() {
    return new MemberReader(limits, hashing, problems);
  }

  private ArchiveReader archives() {
    return new ArchiveReader(limits, members(), key, wanted, problems);
  }

  static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
