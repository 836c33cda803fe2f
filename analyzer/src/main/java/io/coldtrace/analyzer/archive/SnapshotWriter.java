package io.coldtrace.analyzer.archive;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Where an anonymized snapshot is written: a folder, or one archive if the name ends as theirs do.
 */
public interface SnapshotWriter extends Consumer<WrittenFile>, AutoCloseable {
  @Override
  void close() throws IOException;

  /** Writes to this path, which must not be there yet. */
  static SnapshotWriter at(Path path) throws IOException {
    String name = path.getFileName().toString();
    return name.endsWith(".tgz") || name.endsWith(".tar.gz") ? archive(path) : folder(path);
  }

  private static SnapshotWriter folder(Path folder) throws IOException {
    Files.createDirectory(folder);
    return new SnapshotWriter() {
      @Override
      public void accept(WrittenFile file) {
        Path to = folder.resolve(file.node()).resolve(file.path()).normalize();
        if (!to.startsWith(folder)) {
          throw new UncheckedIOException(new IOException("outside of the folder: " + file.path()));
        }
        try {
          Files.createDirectories(to.getParent());
          Files.writeString(to, file.text());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() {}
    };
  }

  private static SnapshotWriter archive(Path path) throws IOException {
    // Without the time of day: the same input and key give the same bytes.
    GzipParameters parameters = new GzipParameters();
    TarArchiveOutputStream tar =
        new TarArchiveOutputStream(
            new GzipCompressorOutputStream(
                new BufferedOutputStream(Files.newOutputStream(path)), parameters),
            StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    return new SnapshotWriter() {
      @Override
      public void accept(WrittenFile file) {
        byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
        TarArchiveEntry entry = new TarArchiveEntry(file.node() + "/" + file.path());
        entry.setSize(bytes.length);
        entry.setModTime(0L);
        try {
          tar.putArchiveEntry(entry);
          tar.write(bytes);
          tar.closeArchiveEntry();
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }

      @Override
      public void close() throws IOException {
        tar.close();
      }
    };
  }
}
