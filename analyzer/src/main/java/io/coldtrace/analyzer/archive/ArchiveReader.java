package io.coldtrace.analyzer.archive;

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

  /** Hands every wanted member to the consumer, in the archive's order. */
  void read(JoinedParts archive, Consumer<Member> consumer) {
    Path file = archive.name();
    int members = 0;
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
        if (members == limits.members() || total > limits.totalBytes()) {
          problems.add(new InputProblem(file.toString(), limits.exceeded(members + 1)));
          return;
        }
        accept(file, entry, tar, consumer);
        members++;
      }
      if (members == 0) {
        problems.add(new InputProblem(file.toString(), "the archive holds no file"));
      }
    } catch (IOException | RuntimeException e) {
      // commons-compress answers some malformed headers with unchecked exceptions.
      problems.add(
          new InputProblem(
              file.toString(),
              members == 0
                  ? "not a readable archive: " + SnapshotReader.reason(e)
                  : "cut off or damaged after "
                      + members
                      + " files: "
                      + SnapshotReader.reason(e)
                      + hint(archive)));
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

  private void accept(
      Path file, TarArchiveEntry entry, InputStream content, Consumer<Member> consumer)
      throws IOException {
    String name =
        Arrays.stream(entry.getName().split("/", -1))
            .filter(part -> !part.isEmpty() && !part.equals("."))
            .collect(Collectors.joining("/"));
    int slash = name.indexOf('/');
    if (slash <= 0 || ("/" + name + "/").contains("/../")) {
      problems.add(
          new InputProblem(file.toString(), "a file outside of any node's folder: " + name));
      return;
    }
    String node = name.substring(0, slash);
    String path = name.substring(slash + 1);
    if (wanted.test(node, path)) {
      consumer.accept(reader.read(file.toString(), node, path, content));
    }
  }
}
