package io.coldtrace.analyzer.archive;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives as they arrive: in parts, encrypted, both, and cut off. */
class TransferTest {
  private static final int FILES = 20;

  @TempDir private Path folder;

  private final List<String> files = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private List<String> problems = List.of();
  private byte[] archive = new byte[0];

  @BeforeEach
  void makeAnArchive() {
    Tarballs tarball = new Tarballs();
    Random random = new Random(1);
    for (int i = 0; i < FILES; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(5000, '!', '~').forEach(c -> text.append((char) c));
      tarball.file("node-1/" + i + ".txt", text.toString());
      texts.add(text.toString());
    }
    archive = tarball.gzip();
  }

  private int read(Optional<Path> key, Path... inputs) {
    SnapshotReader reader = new SnapshotReader(Limits.DEFAULT);
    files.clear();
    reader.read(
        new Inputs(List.of(inputs), key),
        member -> {
          assertEquals(List.of(texts.get(files.size())), member.lines());
          files.add(member.path());
        });
    problems = reader.problems().stream().map(InputProblem::what).toList();
    return files.size();
  }

  /** Cuts into {@code count} parts, from .001 on. */
  private List<Path> parts(String name, byte[] whole, int count) {
    List<Path> parts = new ArrayList<>();
    int size = (whole.length + count - 1) / count;
    for (int i = 0; i < count; i++) {
      byte[] part = Arrays.copyOfRange(whole, i * size, Math.min(whole.length, (i + 1) * size));
      parts.add(Tarballs.write(folder.resolve(name + String.format(".%03d", i + 1)), part));
    }
    return parts;
  }

  @Test
  void partsAreOneArchiveHoweverTheyAreNamed() {
    Path[] parts = parts("in/a.tar.gz", archive, 12).toArray(Path[]::new);
    assertEquals(FILES, read(Optional.empty(), parts[0]), "the first");
    assertEquals(FILES, read(Optional.empty(), parts[5]), "any");
    assertEquals(FILES, read(Optional.empty(), parts), "all");
    assertEquals(FILES, read(Optional.empty(), folder.resolve("in")), "their folder");
    assertEquals(List.of(), problems);
  }

  @Test
  void partsMayLieInSeveralFolders() throws IOException {
    List<Path> parts = parts("a.tar.gz", archive, 3);
    Path other = Files.createDirectory(folder.resolve("other"));
    Path moved = Files.move(parts.get(1), other.resolve("a.tar.gz.002"));
    assertEquals(FILES, read(Optional.empty(), moved, parts.get(0)));
    assertEquals(List.of(), problems);
  }

  @Test
  void beforeAMissingPartEverythingIsRead() throws IOException {
    List<Path> parts = parts("a.tar.gz", archive, 4);
    Files.delete(parts.get(2));
    int read = read(Optional.empty(), parts.get(0));
    assertTrue(read >= FILES / 2 - 2 && read <= FILES / 2, "read " + read);
    assertEquals(
        "the part a.tar.gz.003 is missing; what comes before it was read", problems.get(0));
    assertTrue(problems.get(1).startsWith("cut off or damaged after " + read), problems::toString);
    Files.delete(parts.get(0));
    assertEquals(0, read(Optional.empty(), parts.get(1)));
    assertTrue(problems.get(0).contains("a.tar.gz.001 is missing"), problems::toString);
  }

  @Test
  void withoutItsLastPartAnArchiveIsCutOff() throws IOException {
    List<Path> parts = parts("a.tar.gz", archive, 4);
    Files.delete(parts.get(3));
    int read = read(Optional.empty(), parts.get(0));
    assertTrue(read >= FILES * 3 / 4 - 2, "read " + read);
    assertEquals(1, problems.size());
    assertTrue(
        problems.get(0).contains("a part after a.tar.gz.003 may be missing"), problems::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256"})
  void whatIsEncryptedIsReadWithItsKey(String algorithm) throws Exception {
    Path key = makeKey("mine", algorithm);
    // The name says nothing: it is lost in mail.
    Path file = Tarballs.write(folder.resolve("attachment"), encrypt("mine"));
    assertEquals(FILES, read(Optional.of(key), file));
    assertEquals(List.of(), problems);
    assertEquals(FILES, read(Optional.of(key), parts("x/a.tar.gz.cms", encrypt("mine"), 3).get(0)));
    assertEquals(List.of(), problems);
  }

  @Test
  void withoutItsKeyTheProblemSaysWhatIsNeeded() throws Exception {
    makeKey("mine", "rsa:2048");
    Path file = Tarballs.write(folder.resolve("a.tar.gz.cms"), encrypt("mine"));
    assertEquals(0, read(Optional.empty(), file));
    assertEquals(
        List.of("not a readable archive: it is encrypted: --key FILE decrypts it"), problems);
    for (String other : List.of("rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-256")) {
      assertEquals(0, read(Optional.of(makeKey("other", other)), file));
      assertEquals(1, problems.size());
      assertTrue(
          problems.get(0).contains("the key given with --key does not decrypt it (openssl: "),
          problems::toString);
    }
    Path noKey = Tarballs.write(folder.resolve("no.key"), "x");
    assertEquals(0, read(Optional.of(noKey), file));
    assertTrue(problems.get(0).contains("the key given with --key"), problems::toString);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 50, 90})
  void ofAnEncryptedArchiveThatIsCutOffWhatIsWholeIsRead(int percentLost) throws Exception {
    Path key = makeKey("mine", "rsa:2048");
    byte[] whole = encrypt("mine");
    byte[] left = Arrays.copyOf(whole, whole.length * (100 - percentLost) / 100);
    int read = read(Optional.of(key), Tarballs.write(folder.resolve("a.tar.gz.cms"), left));
    int expected = FILES * (100 - percentLost) / 100;
    assertTrue(read >= expected - 2 && read <= expected, read + " of " + expected);
    assertEquals(1, problems.size());
    assertTrue(problems.get(0).startsWith("cut off or damaged after"), problems::toString);
  }

  /** Wherever the cut is: the same bytes up to it, then as many ends as openssl wants. */
  @Test
  void aCutBerStructureIsCompleted() throws Exception {
    makeKey("mine", "rsa:2048");
    byte[] whole = encrypt("mine");
    assertArrayEquals(whole, new CompletedBer(new ByteArrayInputStream(whole)).readAllBytes());
    for (int length = 1; length < whole.length; length += length < 700 ? 1 : 997) {
      byte[] cut = Arrays.copyOf(whole, length);
      CompletedBer ber = new CompletedBer(new ByteArrayInputStream(cut));
      byte[] completed = ber.readAllBytes();
      assertTrue(ber.wasCut());
      assertArrayEquals(cut, Arrays.copyOf(completed, length));
      CompletedBer again = new CompletedBer(new ByteArrayInputStream(completed));
      assertArrayEquals(completed, again.readAllBytes());
      assertTrue(!again.wasCut(), "at " + length);
    }
  }

  private Path makeKey(String name, String algorithm) throws Exception {
    openssl(
        ("req -x509 -nodes -days 2 -subj /CN=x -keyout "
                + name
                + ".key -out "
                + name
                + ".crt -newkey ")
            + algorithm);
    return folder.resolve(name + ".key");
  }

  private byte[] encrypt(String name) throws Exception {
    Files.write(folder.resolve("plain"), archive);
    openssl(
        "cms -encrypt -binary -stream -aes256 -outform DER -in plain -out secret " + name + ".crt");
    return Files.readAllBytes(folder.resolve("secret"));
  }

  private void openssl(String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments.split(" ", -1)));
    Process process;
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "openssl is not installed");
      throw e;
    }
    assertEquals(0, process.waitFor(), arguments);
  }
}
