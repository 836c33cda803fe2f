package io.coldtrace.analyzer.archive;

import io.coldtrace.analyzer.loose.NodeNames;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** Streams the members of a tarball, packed, encrypted or in parts; it may be hostile. */
final class ArchiveReader {
  private final Limits limits;
  private final MemberReader reader;
  private final Optional<Path> key;
  private final BiPredicate<String, String> wanted;
  private final List<InputProblem> problems;

  ArchiveReader(
      Limits limits,
      MemberReader reader,
      Optional<Path> key,
      BiPredicate<String, String> wanted,
      List<InputProblem> problems) {
    this.limits = limits;
    this.reader = reader;
    this.key = key;
    this.wanted = wanted;
    this.problems = problems;
  }

  /** What is done with a member; false ends the reading. */
  private interface Visitor {
    boolean visit(TarArchiveEntry entry, InputStream content) throws IOException;
  }

  /** How far an archive was read. */
  private static final class Extent {
    int members;
    boolean limited;
  }

  /** Hands every wanted member to the consumer, in the archive's order. */
  void read(JoinedParts archive, Consumer<Member> consumer) {
    String file = archive.name().toString();
    Extent extent = new Extent();
    try {
      boolean one = isOneNode(archive);
      walk(archive, extent, (entry, content) -> accept(archive, one, entry, content, consumer));
      if (extent.limited) {
        problems.add(new InputProblem(file, limits.exceeded(extent.members + 1)));
      } else if (extent.members == 0) {
        problems.add(new InputProblem(file, "the archive holds no file"));
      }
    } catch (IOException | RuntimeException e) {
      // commons-compress answers some malformed headers with unchecked exceptions.
      problems.add(
          new InputProblem(
              file,
              extent.members == 0
                  ? "not a readable archive: " + SnapshotReader.reason(e)
                  : "cut off or damaged after "
                      + extent.members
                      + " files: "
                      + SnapshotReader.reason(e)
                      + hint(archive)));
    }
  }

  private void walk(JoinedParts archive, Extent extent, Visitor visitor) throws IOException {
    try (InputStream raw = new BufferedInputStream(archive.open(), 1 << 16);
        InputStream plain = decrypt(raw);
        HeaderGuard guard = new HeaderGuard(Decompression.of(plain));
        TarArchiveInputStream tar = new TarArchiveInputStream(guard)) {
      long total = 0;
      for (Optional<TarArchiveEntry> next = next(tar, guard);
          next.isPresent();
          next = next(tar, guard)) {
        TarArchiveEntry entry = next.get();
        if (!isPlain(entry)) {
          continue;
        }
        // What is cut off or not wanted has to be unpacked as well.
        total += Math.max(entry.getSize(), entry.getRealSize());
        extent.limited = extent.members == limits.members() || total > limits.totalBytes();
        if (extent.limited || !visitor.visit(entry, tar)) {
          return;
        }
        extent.members++;
      }
    }
  }

  private static Optional<TarArchiveEntry> next(TarArchiveInputStream tar, HeaderGuard guard)
      throws IOException {
    if (tar.getCurrentEntry() != null) {
      tar.transferTo(OutputStream.nullOutputStream());
    }
    guard.header();
    Optional<TarArchiveEntry> entry = Optional.ofNullable(tar.getNextEntry());
    guard.content();
    return entry;
  }

  /**
   * Whether the archive has no folder a node. The collector's tell at their first member; of others
   * all names have to be seen.
   */
  private boolean isOneNode(JoinedParts archive) {
    TopLevel top = new TopLevel();
    try {
      walk(
          archive,
          new Extent(),
          (entry, content) -> {
            String path = path(entry);
            top.add(path);
            return !TopLevel.beginsNode(path);
          });
    } catch (IOException | RuntimeException e) {
      // It is read as far as it goes, and then this is a problem of the input.
      return top.isOne();
    }
    return top.isOne();
  }

  private static String hint(JoinedParts archive) {
    List<Path> files = archive.files();
    return archive.split() && archive.missing().isEmpty()
        ? "; a part after " + files.get(files.size() - 1).getFileName() + " may be missing"
        : "";
  }

  private InputStream decrypt(InputStream raw) throws IOException {
    raw.mark(CmsDecryption.HEAD);
    byte[] head = raw.readNBytes(CmsDecryption.HEAD);
    raw.reset();
    if (!CmsDecryption.isEncrypted(head)) {
      return raw;
    }
    Path file = key.orElseThrow(() -> new IOException("it is encrypted: --key FILE decrypts it"));
    return new BufferedInputStream(CmsDecryption.start(raw, file), 1 << 16);
  }

  /** No folder, link, device or pipe. */
  private static boolean isPlain(TarArchiveEntry entry) {
    byte kind = entry.getLinkFlag();
    return !entry.isDirectory()
        && (kind == TarConstants.LF_NORMAL
            || kind == TarConstants.LF_OLDNORM
            || kind == TarConstants.LF_CONTIG
            || entry.isSparse());
  }

  private static String path(TarArchiveEntry entry) {
    return Arrays.stream(entry.getName().split("/", -1))
        .filter(part -> !part.isEmpty() && !part.equals("."))
        .collect(Collectors.joining("/"));
  }

  private boolean accept(
      JoinedParts archive,
      boolean oneNode,
      TarArchiveEntry entry,
      InputStream content,
      Consumer<Member> consumer)
      throws IOException {
    String input = archive.name().toString();
    String path = path(entry);
    int slash = path.indexOf('/');
    if (path.isEmpty() || ("/" + path + "/").contains("/../")) {
      problems.add(new InputProblem(input, "a file outside of any node's folder: " + path));
    } else if (!oneNode && slash < 0) {
      Member text = reader.read(input, "", path, content);
      consumer.accept(text.under(NodeNames.of(path, text.lines())));
    } else {
      String node = oneNode ? NodeNames.ofArchive(archive.name()) : path.substring(0, slash);
      String file = oneNode ? path : path.substring(slash + 1);
      if (wanted.test(node, file)) {
        consumer.accept(reader.read(input, node, file, content));
      }
    }
    return true;
  }
}
