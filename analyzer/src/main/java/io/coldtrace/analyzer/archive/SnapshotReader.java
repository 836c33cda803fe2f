package io.coldtrace.analyzer.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.compressors.zstandard.ZstdCompressorInputStream;

/**
 * Streams the members of tarballs and folders, manifests first, without unpacking anything to disk.
 *
 * <p>An input is a tarball ({@code .tar.gz}, {@code .tgz}, {@code .tar}, {@code .tar.xz}, {@code
 * .tar.zst}), a folder of tarballs, a folder that holds a folder a node, a node's own folder, or an
 * incident of the corpus, of which the {@code snapshot/} alone is read.
 */
public final class SnapshotReader {
  private static final String MANIFEST = "manifest.tsv";
  private static final String TOO_LARGE = "larger than the limits; the rest was left out";

  private final Limits limits;
  private final List<InputProblem> problems = new ArrayList<>();

  /** A reader under these limits. */
  public SnapshotReader(Limits limits) {
    this.limits = limits;
  }

  /** What could not be read so far, in the order in which it was met. */
  public List<InputProblem> problems() {
    return List.copyOf(problems);
  }

  /** Hands every member of the inputs to the consumer, in a fixed order. */
  public void read(List<Path> inputs, Consumer<Member> consumer) {
    for (Path input : inputs) {
      if (Files.isDirectory(input)) {
        readFolder(input, consumer);
      } else if (Files.isRegularFile(input)) {
        readArchive(input, consumer);
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
    if (Files.exists(folder.resolve(MANIFEST))) {
      readNode(folder, consumer);
      return;
    }
    List<Path> children = list(folder);
    if (children.isEmpty()) {
      problems.add(new InputProblem(folder.toString(), "the folder is empty"));
    }
    for (Path child : children) {
      if (Files.isDirectory(child)) {
        readNode(child, consumer);
      } else if (isArchive(child)) {
        readArchive(child, consumer);
      } else if (Files.isRegularFile(child)) {
        problems.add(new InputProblem(child.toString(), "neither a tarball nor a node's folder"));
      }
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
        problems.add(new InputProblem(folder.toString(), TOO_LARGE));
        return;
      }
      String path = folder.relativize(file).toString().replace('\\', '/');
      try (InputStream in = Files.newInputStream(file)) {
        byte[] content = in.readNBytes(limits.fileBytes());
        total += content.length;
        consumer.accept(new Member(folder.toString(), node, path, content, in.read() >= 0));
      } catch (IOException e) {
        problems.add(new InputProblem(file.toString(), reason(e)));
      }
    }
  }

  private static boolean isArchive(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Stream.of(".tar.gz", ".tgz", ".tar", ".tar.xz", ".tar.zst").anyMatch(name::endsWith);
  }

  private void readArchive(Path file, Consumer<Member> consumer) {
    int members = 0;
    try (InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        TarArchiveInputStream tar = new TarArchiveInputStream(decompress(raw))) {
      long total = 0;
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!isPlain(entry)) {
          continue;
        }
        byte[] content = tar.readNBytes(limits.fileBytes());
        // What is cut off has to be unpacked as well.
        total += Math.max(content.length, entry.getSize());
        members++;
        if (members > limits.members() || total > limits.totalBytes()) {
          problems.add(new InputProblem(file.toString(), TOO_LARGE));
          return;
        }
        accept(file, entry, content, consumer);
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
                  ? "not a readable archive: " + reason(e)
                  : "cut off or damaged after " + members + " files: " + reason(e)));
    }
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

  private void accept(Path file, TarArchiveEntry entry, byte[] content, Consumer<Member> consumer) {
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
    boolean cut = entry.getSize() > content.length;
    consumer.accept(
        new Member(
            file.toString(), name.substring(0, slash), name.substring(slash + 1), content, cut));
  }

  /** By the first bytes, not by the name: names are lost in mail. */
  private static InputStream decompress(InputStream raw) throws IOException {
    raw.mark(8);
    byte[] magic = raw.readNBytes(6);
    raw.reset();
    if (startsWith(magic, 0x1f, 0x8b)) {
      return new GZIPInputStream(raw, 1 << 16);
    }
    if (startsWith(magic, 0xfd, '7', 'z', 'X', 'Z', 0)) {
      return new XZCompressorInputStream(raw);
    }
    if (startsWith(magic, 0x28, 0xb5, 0x2f, 0xfd)) {
      return new ZstdCompressorInputStream(raw);
    }
    return raw;
  }

  private static boolean startsWith(byte[] bytes, int... magic) {
    for (int i = 0; i < magic.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != magic[i]) {
        return false;
      }
    }
    return true;
  }

  private static String reason(Exception e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
