package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is many times larger than the heap of a JVM of its own is read as far as the limits go. */
@Tag("slow")
class BoundedMemoryTest {
  private static final String HEAP = "-Xmx48m";
  private static final byte[] BLOCK = block();

  @TempDir private Path folder;

  /** Reads an input and prints what could not be read of it; for a JVM with a small heap. */
  static final class Reading {
    private Reading() {}

    public static void main(String[] arguments) {
      Inputs inputs = new Inputs(List.of(Path.of(arguments[0])), Optional.empty());
      Snapshot snapshot = Snapshot.read(inputs, Limits.DEFAULT);
      snapshot.problems().forEach(problem -> System.out.println(problem.what()));
      System.out.println(snapshot.files().size() + " files");
    }
  }

  private static byte[] block() {
    byte[] block = new byte[1 << 20];
    Arrays.fill(block, (byte) 'x');
    return block;
  }

  private List<String> read(Path input) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Reading.class.getName(),
                input.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said);
    return said.lines().toList();
  }

  /** A tarball whose one file consists of so many of these blocks. */
  private Path tarball(String member, byte[] block, int blocks) throws IOException {
    Path file = folder.resolve("a.tar.gz");
    try (OutputStream out = Files.newOutputStream(file);
        TarArchiveOutputStream tar = new TarArchiveOutputStream(new GZIPOutputStream(out))) {
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      TarArchiveEntry entry = new TarArchiveEntry(member);
      entry.setSize((long) blocks * block.length);
      tar.putArchiveEntry(entry);
      for (int i = 0; i < blocks; i++) {
        tar.write(block);
      }
      tar.closeArchiveEntry();
    }
    return file;
  }

  @Test
  void aLineOf100MegabytesIsCutAndNamed() throws Exception {
    List<String> said = read(tarball("node-1/iptables-legacy-save.txt", BLOCK, 100));
    assertEquals("1 files", said.get(said.size() - 1));
    assertTrue(
        said.contains(
            "node-1/iptables-legacy-save.txt: line 1 is longer than 1 MiB; the rest of it was left"
                + " out"),
        said::toString);
  }

  @Test
  void aFileOfManyLinesIsCutAndNamed() throws Exception {
    byte[] lines = "net.ipv4.ip_forward = 1\n".repeat(40_000).getBytes(StandardCharsets.UTF_8);
    List<String> said = read(tarball("node-1/sysctl-a.txt", lines, 100));
    assertEquals(
        List.of("node-1/sysctl-a.txt: longer than 4 MiB; the rest was left out", "1 files"), said);
  }

  @Test
  void aBombIsNotUnpacked() throws Exception {
    // What its header says is enough.
    Path file = folder.resolve("bomb.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      TarArchiveEntry entry = new TarArchiveEntry("node-1/sysctl-a.txt");
      entry.setSize((8L << 30) - 1);
      byte[] header = new byte[512];
      entry.writeEntryHeader(header);
      out.write(header);
      for (int i = 0; i < 64; i++) {
        out.write(BLOCK);
      }
    }
    List<String> said = read(file);
    assertTrue(said.toString().contains("cut off or damaged"), said::toString);
  }

  @Test
  void aNameOfHundredMegabytesIsRefused() throws Exception {
    Path file = folder.resolve("name.tar.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      TarArchiveEntry entry =
          new TarArchiveEntry("././@LongLink", TarConstants.LF_GNUTYPE_LONGNAME);
      entry.setSize(100L << 20);
      byte[] header = new byte[512];
      entry.writeEntryHeader(header);
      out.write(header);
      for (int i = 0; i < 100; i++) {
        out.write(BLOCK);
      }
    }
    assertEquals(
        List.of("not a readable archive: a header larger than 4 MiB", "0 files"), read(file));
  }

  @Test
  void moreFilesThanAnyoneCollectsAreLeftOut() throws Exception {
    Path file = folder.resolve("many.tar.gz");
    try (TarArchiveOutputStream tar =
        new TarArchiveOutputStream(new GZIPOutputStream(Files.newOutputStream(file)))) {
      for (int i = 0; i < 200_001; i++) {
        // One file again and again: what is kept does not grow.
        tar.putArchiveEntry(new TarArchiveEntry("node-1/x"));
        tar.closeArchiveEntry();
      }
    }
    assertEquals(List.of("more than 200000 files; the rest was left out", "1 files"), read(file));
  }
}
