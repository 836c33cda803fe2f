package io.coldtrace.analyzer.archive;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** Writes tarballs, odd ones too, member by member. */
final class Tarballs {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8");

  Tarballs() {
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
  }

  /** A tarball of one node with a manifest that says when it was taken, and one parameter. */
  static Tarballs node(String node, long started, String forwarding) {
    return new Tarballs()
        .file(node + "/manifest.tsv", manifest(node, started))
        .file(node + "/sysctl-a.txt", "net.ipv4.ip_forward = " + forwarding + "\n");
  }

  static String manifest(String node, long started) {
    return "#schema\tcoldtrace-manifest/1\n#node\t" + node + "\n#started\t" + started + "\n";
  }

  Tarballs file(String name, String content) {
    byte[] data = content.getBytes(StandardCharsets.UTF_8);
    TarArchiveEntry entry = new TarArchiveEntry(name, /* preserveAbsolutePath= */ true);
    entry.setSize(data.length);
    return put(entry, data);
  }

  Tarballs symbolicLink(String name, String target) {
    return link(name, target, TarConstants.LF_SYMLINK);
  }

  Tarballs hardLink(String name, String target) {
    return link(name, target, TarConstants.LF_LINK);
  }

  Tarballs pipe(String name) {
    return put(new TarArchiveEntry(name, TarConstants.LF_FIFO), new byte[0]);
  }

  private Tarballs link(String name, String target, byte kind) {
    TarArchiveEntry entry = new TarArchiveEntry(name, kind);
    entry.setLinkName(target);
    return put(entry, new byte[0]);
  }

  private Tarballs put(TarArchiveEntry entry, byte[] data) {
    try {
      tar.putArchiveEntry(entry);
      tar.write(data);
      tar.closeArchiveEntry();
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] plain() {
    try {
      tar.finish();
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] gzip() {
    return packed(GZIPOutputStream::new);
  }

  byte[] xz() {
    return packed(out -> new XZOutputStream(out, new LZMA2Options(0)));
  }

  byte[] zstd() {
    return packed(ZstdOutputStream::new);
  }

  private interface Packer {
    OutputStream on(OutputStream out) throws IOException;
  }

  private byte[] packed(Packer packer) {
    ByteArrayOutputStream result = new ByteArrayOutputStream();
    try (OutputStream out = packer.on(result)) {
      out.write(plain());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return result.toByteArray();
  }

  Path gzipTo(Path file) {
    return write(file, gzip());
  }

  static Path write(Path file, byte[] content) {
    try {
      Files.createDirectories(file.getParent());
      return Files.write(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path write(Path file, String content) {
    return write(file, content.getBytes(StandardCharsets.UTF_8));
  }
}
