package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.SnapshotCheck.CheckedNode;
import io.coldtrace.analyzer.archive.SnapshotCheck.Difference;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotCheckTest {
  private static final String TEXT = "net.ipv4.ip_forward = 1\n";

  @TempDir private Path folder;

  private static String row(String file, String content, String stderr) {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    String hash = sha256(bytes);
    return file + "\tx\tx\t0\t7\t0.1\t" + bytes.length + "\t-\t" + hash + "\t" + stderr + "\n";
  }

  private static String sha256(byte[] bytes) {
    Sha256 hashed = new Sha256(new ByteArrayInputStream(bytes));
    try {
      hashed.stream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return hashed.hash();
  }

  private SnapshotCheck check(Tarballs tarball) {
    Path file = tarball.gzipTo(folder.resolve("a.tgz"));
    return SnapshotCheck.of(Inputs.of(List.of(file)), Limits.DEFAULT);
  }

  private static Tarballs manifest(String... rows) {
    return new Tarballs()
        .file("node-1/manifest.tsv", Tarballs.manifest("node-1", 7) + String.join("", rows));
  }

  /** Bytes that are no text count as they are stored. */
  @Test
  void whatIsAsTheManifestSaysIsWell() {
    String odd = "\uFEFFa\r\n\u001b[0m\0";
    SnapshotCheck check =
        check(
            manifest(row("a.txt", TEXT, "a.txt.err"), row("b.bin", odd, "-"), row("-", "", "-"))
                .file("node-1/a.txt", TEXT)
                .file("node-1/a.txt.err", "x")
                .file("node-1/b.bin", odd));
    assertTrue(check.allWell(), check::toString);
    CheckedNode node = check.nodes().get(0);
    assertEquals(2, node.matching());
    assertEquals(1, node.unhashed());
  }

  @Test
  void everyDifferenceIsNamed() {
    SnapshotCheck check =
        check(
            manifest(
                    row("hash", TEXT, "-"),
                    row("size", TEXT, "size.err"),
                    row("lost", TEXT, "-"),
                    "half\ta line\n")
                .file("node-1/hash", TEXT.replace('1', '0'))
                .file("node-1/size", "x")
                .file("node-1/more", "x"));
    assertFalse(check.allWell());
    assertEquals(
        List.of(
            new Difference("hash", "has another SHA-256"),
            new Difference("lost", "is listed and not there"),
            new Difference("manifest.tsv", "line 7 is damaged"),
            new Difference("more", "is not in the manifest"),
            new Difference("size", "has 1 bytes, not 24"),
            new Difference("size.err", "is listed and not there")),
        check.nodes().get(0).differences());
  }

  @Test
  void withoutAManifestNothingIsWell() {
    SnapshotCheck check = check(new Tarballs().file("node-1/a.txt", TEXT));
    assertEquals(
        List.of(
            new Difference("a.txt", "is not in the manifest"),
            new Difference("manifest.tsv", "is not there")),
        check.nodes().get(0).differences());
  }
}
