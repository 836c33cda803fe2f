package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.kernel.Sysctl;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {
  @TempDir private Path folder;

  private static List<String> forwarding(Snapshot snapshot) {
    return snapshot.facts().stream()
        .filter(Sysctl.class::isInstance)
        .map(fact -> fact.source().node() + " " + ((Sysctl) fact).value())
        .toList();
  }

  /** Whatever the order on the command line. */
  @Test
  void ofTwoCapturesOfANodeTheLaterWinsFileByFile() {
    Path early =
        Tarballs.node("node-1", 100, "0")
            .file("node-1/ip-rule.txt", "0:\tfrom all lookup local\n")
            .gzipTo(folder.resolve("z.tgz"));
    Path late = Tarballs.node("node-1", 200, "1").gzipTo(folder.resolve("a.tgz"));
    for (List<Path> order : List.of(List.of(early, late), List.of(late, early))) {
      Snapshot snapshot = Snapshot.read(Inputs.of(order), Limits.DEFAULT);
      assertEquals(List.of("node-1 1"), forwarding(snapshot));
      assertEquals(
          List.of("ip-rule.txt", "manifest.tsv", "sysctl-a.txt"),
          snapshot.files().stream().map(ParsedFile::path).toList());
      assertEquals(2, snapshot.captures().size(), "both are named");
    }
  }

  @Test
  void nodesDoNotMixEvenInOneArchive() {
    Path both =
        Tarballs.node("node-1", 100, "0")
            .file("node-2/manifest.tsv", Tarballs.manifest("node-2", 50))
            .file("node-2/sysctl-a.txt", "net.ipv4.ip_forward = 1\n")
            .gzipTo(folder.resolve("a.tgz"));
    Snapshot snapshot = Snapshot.read(Inputs.of(List.of(both)), Limits.DEFAULT);
    assertEquals(List.of("node-1 0", "node-2 1"), forwarding(snapshot));
    assertEquals(
        List.of(100L, 50L), snapshot.captures().stream().map(Snapshot.Capture::started).toList());
  }

  @Test
  void everyLineOfAFileHasOneFate() {
    Path file =
        new Tarballs()
            .file("node-1/sysctl-a.txt", "net.ipv4.ip_forward = 1\n\n%%%\n")
            .file("node-1/strange.bin", "a\nb\n")
            .gzipTo(folder.resolve("a.tgz"));
    for (ParsedFile parsed : Snapshot.read(Inputs.of(List.of(file)), Limits.DEFAULT).files()) {
      int ignored = parsed.ignored().values().stream().mapToInt(Integer::intValue).sum();
      assertEquals(parsed.lines(), parsed.factLines() + ignored + parsed.unrecognized().size());
    }
  }

  @Test
  void theManifestSaysWhatAFileIs() {
    String row = "odd-name\tsysctl-a\tsysctl -a\t0\t7\t0.1\t20\t-\t-\todd-name.err\n";
    Path file =
        new Tarballs()
            .file("node-1/manifest.tsv", Tarballs.manifest("node-1", 7) + row)
            .file("node-1/odd-name", "net.ipv4.ip_forward = 0\n")
            .file("node-1/odd-name.err", "sysctl: permission denied\n")
            .gzipTo(folder.resolve("a.tgz"));
    Snapshot snapshot = Snapshot.read(Inputs.of(List.of(file)), Limits.DEFAULT);
    assertEquals(List.of("node-1 0"), forwarding(snapshot));
    assertEquals(List.of(), snapshot.files().get(2).unrecognized(), "standard error is a message");
  }
}
