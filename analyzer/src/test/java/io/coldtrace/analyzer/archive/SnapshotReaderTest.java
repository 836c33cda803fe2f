package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SnapshotReaderTest {
  private static final Limits SMALL = new Limits(1000, 3000, 5);

  @TempDir private Path folder;

  private final List<Member> members = new ArrayList<>();
  private List<InputProblem> problems = List.of();

  private List<String> read(Path... inputs) {
    return read(Limits.DEFAULT, inputs);
  }

  private List<String> read(Limits limits, Path... inputs) {
    SnapshotReader reader = new SnapshotReader(limits);
    reader.read(Inputs.of(List.of(inputs)), members::add);
    problems = reader.problems();
    return members.stream().map(member -> member.node() + "/" + member.path()).toList();
  }

  private String onlyProblem() {
    assertEquals(1, problems.size(), problems::toString);
    return problems.get(0).what();
  }

  private static byte[] packed(Tarballs tarball, String form) {
    return switch (form) {
      case "gzip" -> tarball.gzip();
      case "xz" -> tarball.xz();
      case "zstd" -> tarball.zstd();
      default -> tarball.plain();
    };
  }

  /** The name says nothing: it is lost in mail. */
  @ParameterizedTest
  @ValueSource(strings = {"plain", "gzip", "xz", "zstd"})
  void everyFormIsKnownByItsFirstBytes(String form) {
    Path file =
        Tarballs.write(folder.resolve("attachment"), packed(Tarballs.node("node-1", 7, "1"), form));
    assertEquals(List.of("node-1/manifest.tsv", "node-1/sysctl-a.txt"), read(file));
    assertEquals(List.of("net.ipv4.ip_forward = 1"), members.get(1).lines());
    assertEquals(List.of(), problems);
  }

  @Test
  void anArchiveMayHoldSeveralNodesAndALeadingDot() {
    Path file =
        new Tarballs()
            .file("./node-1/ss.txt", "")
            .file("./node-2/probes/a.txt", "")
            .gzipTo(folder.resolve("a.tgz"));
    assertEquals(List.of("node-1/ss.txt", "node-2/probes/a.txt"), read(file));
  }

  @Test
  void aFolderOfTarballsIsReadByName() {
    Tarballs.node("b", 7, "1").gzipTo(folder.resolve("2.tar.gz"));
    Tarballs.node("a", 7, "1").gzipTo(folder.resolve("1.tgz"));
    Tarballs.write(folder.resolve("notes.doc"), "x");
    assertEquals(
        List.of(
            "a/manifest.tsv",
            "a/sysctl-a.txt",
            "b/manifest.tsv",
            "b/sysctl-a.txt",
            "snapshot/notes.doc"),
        read(folder));
    assertEquals(List.of(), problems);
  }

  @Test
  void anUnpackedSnapshotIsAFolderANodeManifestFirst() {
    Tarballs.write(folder.resolve("node-1/ip-addr.txt"), "");
    Tarballs.write(folder.resolve("node-1/manifest.tsv"), "");
    Tarballs.write(folder.resolve("node-2/probes/a.txt"), "");
    List<String> expected =
        List.of("node-1/manifest.tsv", "node-1/ip-addr.txt", "node-2/probes/a.txt");
    assertEquals(expected, read(folder));
    members.clear();
    assertEquals(expected.subList(0, 2), read(folder.resolve("node-1")));
  }

  @Test
  void ofAnIncidentTheSnapshotAloneIsRead() {
    Tarballs.write(folder.resolve("story.md"), "x");
    Tarballs.write(folder.resolve("expected.yaml"), "x");
    Tarballs.node("node-1", 7, "1").gzipTo(folder.resolve("snapshot/node-1.tar.gz"));
    assertEquals(List.of("node-1/manifest.tsv", "node-1/sysctl-a.txt"), read(folder));
    assertEquals(List.of(), problems);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 60, 90})
  void ofACutOffTarballWhatIsWholeIsRead(int percentLost) {
    Tarballs tarball = new Tarballs();
    for (int i = 0; i < 20; i++) {
      tarball.file("node-1/" + i + ".txt", noise(5000, i));
    }
    byte[] whole = tarball.gzip();
    byte[] left = Arrays.copyOf(whole, whole.length * (100 - percentLost) / 100);
    int files = read(Tarballs.write(folder.resolve("cut.tar.gz"), left)).size();
    int expected = 20 * (100 - percentLost) / 100;
    assertTrue(files >= expected - 2 && files <= expected, files + " of " + expected);
    assertTrue(
        onlyProblem().startsWith("cut off or damaged after " + files + " files"), onlyProblem());
  }

  /** Text that does not compress. */
  private static String noise(int length, int seed) {
    java.util.Random random = new java.util.Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append((char) ('!' + random.nextInt(90)));
    }
    return text.toString();
  }

  @Test
  void aTextByItselfIsReadAsOneOfAFolderWouldBe() {
    Path file = Tarballs.write(folder.resolve("node2_rules.txt"), "*filter\nCOMMIT\n");
    assertEquals(List.of("node2/node2_rules.txt"), read(file));
    assertEquals(List.of(), problems);
    Path tar = new Tarballs().file("node-1/a.txt", "x").gzipTo(folder.resolve("renamed.bin"));
    assertEquals(List.of("node2/node2_rules.txt", "node-1/a.txt"), read(tar));
  }

  @Test
  void whatIsNoArchiveIsAProblemAndNoFailure() {
    assertEquals(List.of(), read(Tarballs.write(folder.resolve("a.tar.gz"), noise(20_000, 1))));
    assertTrue(onlyProblem().startsWith("not a readable archive: "), onlyProblem());
    assertEquals(List.of(), read(Tarballs.write(folder.resolve("b.tar.gz"), "")));
    assertEquals("the archive holds no file", onlyProblem());
    assertEquals(
        List.of(),
        read(
            Tarballs.write(
                folder.resolve("c.tar.xz"), new byte[] {(byte) 0xfd, '7', 'z', 'X', 'Z', 0, 1})));
    assertTrue(onlyProblem().startsWith("not a readable archive: "), onlyProblem());
  }

  @Test
  void whatIsNotThereIsAProblem() throws IOException {
    assertEquals(List.of(), read(folder.resolve("nothing")));
    assertEquals("no such file or folder", onlyProblem());
    assertEquals(List.of(), read(Files.createDirectory(folder.resolve("empty"))));
    assertEquals("the folder is empty", onlyProblem());
  }

  @ParameterizedTest
  @ValueSource(strings = {"../../x/ss.txt", "node-1/../../etc/shadow", "..", "node-1/.."})
  void namesThatLeadOutOfANodesFolderAreRefused(String name) {
    Path file =
        new Tarballs().file(name, "x").file("node-1/ss.txt", "").gzipTo(folder.resolve("a.tgz"));
    assertEquals(List.of("node-1/ss.txt"), read(file));
    assertTrue(onlyProblem().startsWith("a file outside of any node's folder: "), onlyProblem());
  }

  @Test
  void whatLiesBesideTheFoldersOfNodesIsALooseText() {
    Path file =
        new Tarballs()
            .file("node-1/ss.txt", "x")
            .file("node2_ss.txt", "x")
            .file("letter.txt", "x")
            .gzipTo(folder.resolve("a.tgz"));
    assertEquals(List.of("node-1/ss.txt", "node2/node2_ss.txt", "snapshot/letter.txt"), read(file));
  }

  @ParameterizedTest
  @CsvSource({
    "coldtrace-node-7-20261122T101112Z.tar.gz, node-7",
    "node-8.tgz, node-8",
    "whatever.tar, whatever"
  })
  void anArchiveWithoutATopFolderIsOneNodes(String archive, String node) {
    Path file =
        new Tarballs()
            .file("./files/etc/resolv.conf", "x")
            .file("./manifest.tsv", Tarballs.manifest(node, 1))
            .file("./ss.txt", "x")
            .gzipTo(folder.resolve(archive));
    assertEquals(
        List.of(node + "/files/etc/resolv.conf", node + "/manifest.tsv", node + "/ss.txt"),
        read(file));
  }

  @Test
  void textsAloneInAnArchiveAreLoose() {
    Path file =
        new Tarballs()
            .file("10.0.0.7_ss.txt", "x")
            .file("a.txt", "x")
            .gzipTo(folder.resolve("b.tgz"));
    assertEquals(List.of("10.0.0.7/10.0.0.7_ss.txt", "snapshot/a.txt"), read(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/node-1/ss.txt", "///node-1/ss.txt", "./node-1/./ss.txt", "node-1//ss.txt"})
  void oddSpellingsOfANameAreThatName(String name) {
    Path file = new Tarballs().file(name, "x").gzipTo(folder.resolve("a.tgz"));
    assertEquals(List.of("node-1/ss.txt"), read(file));
  }

  @Test
  void aVeryLongNameHarmsNothing() {
    String name = "node-1/" + "long/".repeat(2000) + "ss.txt";
    assertEquals(
        List.of(name), read(new Tarballs().file(name, "x").gzipTo(folder.resolve("a.tgz"))));
  }

  /** An empty file in a link's place would hide the real one. */
  @Test
  void linksAndPipesAreNoFiles() {
    Path file =
        new Tarballs()
            .file("node-1/ss.txt", "x")
            .symbolicLink("node-1/ip-addr.txt", "/etc/shadow")
            .hardLink("node-1/ip-link.txt", "node-1/ss.txt")
            .pipe("node-1/ip-rule.txt")
            .gzipTo(folder.resolve("a.tgz"));
    assertEquals(List.of("node-1/ss.txt"), read(file));
  }

  @Test
  void linksOfAnUnpackedSnapshotAreNotFollowed() throws IOException {
    Path outside = Tarballs.write(folder.resolve("outside/secret"), "x");
    Path snapshot =
        Tarballs.write(folder.resolve("snap/node-1/ss.txt"), "x").resolve("../..").normalize();
    Files.createSymbolicLink(snapshot.resolve("node-1/ip-addr.txt"), outside);
    Files.createSymbolicLink(snapshot.resolve("node-1/files"), outside.getParent());
    assertEquals(List.of("node-1/ss.txt"), read(snapshot));
  }

  @Test
  void aFileBeyondItsLimitIsCut() {
    Path file =
        new Tarballs()
            .file("node-1/a.txt", "x".repeat(1001))
            .file("node-1/b.txt", "x".repeat(1000))
            .gzipTo(folder.resolve("a.tgz"));
    read(SMALL, file);
    assertTrue(members.get(0).cut());
    assertEquals(1000, members.get(0).bytes());
    assertFalse(members.get(1).cut());
    assertEquals("node-1/a.txt: longer than 1000 bytes; the rest was left out", onlyProblem());
  }

  @Test
  void moreFilesThanTheLimitAreLeftOut() {
    Tarballs tarball = new Tarballs();
    for (int i = 0; i < 9; i++) {
      tarball.file("node-1/" + i, "");
    }
    assertEquals(5, read(SMALL, tarball.gzipTo(folder.resolve("a.tgz"))).size());
    assertEquals("more than 5 files; the rest was left out", onlyProblem());
  }

  /** What is cut off a member has to be unpacked too. */
  @Test
  void aBombIsNotUnpackedToItsEnd() {
    Path file =
        new Tarballs()
            .file("node-1/a.txt", "x".repeat(100_000))
            .file("node-1/b.txt", "")
            .gzipTo(folder.resolve("a.tgz"));
    assertEquals(List.of(), read(SMALL, file));
    assertEquals("more than 3000 bytes unpacked; the rest was left out", onlyProblem());
  }

  @Test
  void aFolderHasTheSameLimits() {
    for (int i = 0; i < 9; i++) {
      Tarballs.write(folder.resolve("node-1/" + i), "");
    }
    assertEquals(5, read(SMALL, folder).size());
    assertEquals("more than 5 files; the rest was left out", onlyProblem());
  }
}
