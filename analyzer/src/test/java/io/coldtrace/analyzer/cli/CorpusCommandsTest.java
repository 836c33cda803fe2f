package io.coldtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.corpus.Incident;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code anonymize}, {@code diff} and {@code corpus}, as they are typed. */
class CorpusCommandsTest extends CommandTest {
  private static final String HEALTHY = "../corpus/healthy-plain";
  private static final String BROKEN = "../corpus/ip-forward-set-at-run-time";

  @TempDir private Path folder;

  private String at(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void theSameKeyGivesTheSameArchiveAndTheMapIsTheOwners() throws IOException {
    for (String name : new String[] {"one", "two"}) {
      String archive = at(name + ".tgz");
      int status =
          run("anonymize", HEALTHY, "-o", archive, "--key", at("key"), "--map", at("map.tsv"));
      assertEquals(0, status, err::toString);
    }
    assertEquals(-1, Files.mismatch(folder.resolve("one.tgz"), folder.resolve("two.tgz")));
    for (String name : new String[] {"key", "map.tsv"}) {
      String mode =
          PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
      assertEquals("rw-------", mode, name);
    }
    assertEquals(0, run("verify-snapshot", at("one.tgz")), out::toString);
  }

  @Test
  void anonymizeOverwritesNothingAndSaysWhatItCannotRead() {
    assertEquals(Main.USAGE, run("anonymize", HEALTHY, "-o", folder.toString()));
    assertEquals(Main.NO_INPUT, run("anonymize", at("none"), "-o", at("out")));
    assertFalse(Files.exists(folder.resolve("out")));
  }

  @Test
  void diffTakesTwoOrANode() {
    assertEquals(Main.USAGE, run("diff", HEALTHY));
    assertEquals(Main.USAGE, run("diff", BROKEN, "--node", "nobody"));
    assertTrue(err.toString().contains("no such node: nobody"));
    assertEquals(Main.NO_INPUT, run("diff", HEALTHY, at("none")));
    assertEquals(0, run("diff", BROKEN, "--node", "worker-2"));
    assertTrue(out.toString().contains("net.ipv4.ip_forward: 1 -> 0"), out::toString);
  }

  @Test
  void anIncidentThatNobodyConfirmedIsRefused() throws IOException {
    assertEquals(0, run("corpus", "add", BROKEN, "--id", "new", "--corpus", folder.toString()));
    assertTrue(out.toString().contains("ip-forward-disabled"), out::toString);
    assertEquals(1, run("corpus", "verify", folder.toString()));
    assertTrue(out.toString().contains("nobody has confirmed"), out::toString);
    Path expected = folder.resolve("new/expected.yaml");
    String text = Files.readString(expected);
    assertTrue(text.startsWith(Incident.UNCONFIRMED));
    Files.writeString(expected, text.substring(text.indexOf('\n') + 1));
    Files.writeString(folder.resolve("new/story.md"), "# A story\n");
    assertEquals(0, run("corpus", "verify", folder.toString(), "--junit", at("junit.xml")));
    assertTrue(Files.readString(folder.resolve("junit.xml")).contains("failures=\"0\""));
    assertEquals(Main.USAGE, run("corpus", "add", BROKEN, "--id", "new", "--corpus", at("")));
  }

  @Test
  void corpusVerifyTellsOfARegression() throws IOException {
    Path incident = folder.resolve("healthy");
    Files.createDirectories(incident.resolve("snapshot"));
    Files.writeString(incident.resolve("story.md"), "# A story\n");
    Files.writeString(
        incident.resolve("snapshot/node-1.txt"),
        "[root@node-1 ~]# sysctl net.ipv4.ip_forward\nnet.ipv4.ip_forward = 1\n");
    Files.writeString(
        incident.resolve("expected.yaml"), "verdict: healthy\ndiagnoses: []\nnever: []\n");
    assertEquals(1, run("corpus", "verify", folder.toString()));
    assertTrue(out.toString().contains("healthy -> inconclusive"), out::toString);
    assertEquals(1, run("corpus", "verify", folder.toString(), "--update"));
    assertEquals(0, run("corpus", "verify", folder.toString()), out::toString);
  }
}
