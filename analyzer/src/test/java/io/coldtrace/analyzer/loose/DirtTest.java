package io.coldtrace.analyzer.loose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.Ignored;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to text between the tool that printed it and the engineer. */
class DirtTest {
  private static final String RULES =
      """
      *filter
      :INPUT ACCEPT [0:0]
      :FORWARD DROP [12:720]
      -A INPUT -p udp -m udp --dport 8472 -j ACCEPT
      -A FORWARD -s 10.244.0.0/16 -m comment --comment "flannel -j forward" -j ACCEPT
      COMMIT
      """;

  @TempDir private Path folder;

  private ParsedFile read(byte[] content) throws IOException {
    Files.write(folder.resolve("x.txt"), content);
    return Snapshot.read(Inputs.of(List.of(folder)), Limits.DEFAULT).files().get(0);
  }

  private ParsedFile read(String content) throws IOException {
    return read(content.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> targets(ParsedFile file) {
    return file.facts().stream()
        .filter(IptablesRule.class::isInstance)
        .map(fact -> ((IptablesRule) fact).target())
        .toList();
  }

  private static void assertWhole(ParsedFile file) {
    assertEquals("iptables-save", file.kind());
    assertEquals(List.of("ACCEPT", "ACCEPT"), targets(file));
    assertEquals(List.of(), file.unrecognized());
  }

  @Test
  void lineEndsOfWindows() throws IOException {
    assertWhole(read(RULES.replace("\n", "\r\n")));
  }

  @Test
  void aByteOrderMark() throws IOException {
    assertWhole(read("\ufeff" + RULES));
  }

  @Test
  void colors() throws IOException {
    assertWhole(read(RULES.replace("ACCEPT\n", "\u001b[01;31m\u001b[KACCEPT\u001b[m\u001b[K\n")));
  }

  @Test
  void zeroBytes() throws IOException {
    assertWhole(read(RULES.replace("COMMIT", "COM\0MIT")));
  }

  @Test
  void tabsForBlanks() throws IOException {
    assertWhole(read(RULES.replace(" -p udp", "\t-p\tudp")));
  }

  @Test
  void bytesThatAreNoUtf8() throws IOException {
    String gbk = RULES.replace("flannel -j forward", "\u00b7\u00c0\u00bb\u00f0\u00c7\u00bd");
    assertWhole(read(gbk.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void prompts() throws IOException {
    ParsedFile file = read("[root@node-1 ~]# iptables-save\n" + RULES + "[root@node-1 ~]# \n");
    assertWhole(file);
    assertEquals(2, file.ignored().get(Ignored.PROMPT));
  }

  @Test
  void warningsAndStandardError() throws IOException {
    ParsedFile file =
        read(
            "# Warning: iptables-legacy tables present, use iptables-legacy-save to see them\n"
                + RULES
                + "modprobe: FATAL: Module ip_tables not found in directory /lib/modules/5.10\n"
                + "command terminated with exit code 1\n");
    assertWhole(file);
    assertTrue(file.ignored().get(Ignored.TOOL_MESSAGE) >= 2);
  }

  @Test
  void proseIsNoRule() throws IOException {
    ParsedFile file =
        read(
            RULES.replace(
                "COMMIT", "here it goes wrong\n-A FORWARD --make-it-work -j DROP\nCOMMIT"));
    assertEquals(List.of("ACCEPT", "ACCEPT"), targets(file));
    assertEquals(List.of(6, 7), file.unrecognized());
  }

  @Test
  void aLastLineThatIsCut() throws IOException {
    for (String cut :
        List.of("-A FORWARD -s", "-A FORWARD -j", "-A FORWARD -m conntr", "-A", "COMM")) {
      ParsedFile file = read(RULES.replace("COMMIT\n", cut));
      assertEquals(List.of("ACCEPT", "ACCEPT"), targets(file), cut);
      assertEquals(List.of(6), file.unrecognized(), cut);
    }
  }

  /** A terminal that was too narrow tears a line apart: neither half is taken for a rule. */
  @Test
  void aLineThatWasWrapped() throws IOException {
    ParsedFile file =
        read(
            RULES.replace("flannel -j forward\" -j ACCEPT", "flannel\n      -j forward\" -j DROP"));
    assertEquals(List.of("ACCEPT"), targets(file));
    assertEquals(List.of(5, 6), file.unrecognized());
  }

  /** insights-core 3.x returns no rule at all for this one. */
  @Test
  void countersBeforeEachRule() throws IOException {
    ParsedFile file = read(RULES.replace("-A ", "[402612:15051273] -A "));
    assertWhole(file);
    IptablesRule first =
        (IptablesRule)
            file.facts().stream().filter(IptablesRule.class::isInstance).findFirst().orElseThrow();
    assertEquals(402612, first.packets());
    assertEquals(15051273, first.bytes());
  }

  /** insights-core splits a rule at the first {@code -j}. */
  @Test
  void aCommentThatHoldsTheWordOfATarget() throws IOException {
    ParsedFile file = read(RULES);
    IptablesRule second =
        (IptablesRule)
            file.facts().stream()
                .filter(IptablesRule.class::isInstance)
                .skip(1)
                .findFirst()
                .orElseThrow();
    assertEquals("ACCEPT", second.target());
    assertTrue(second.toString().contains("flannel -j forward"), second::toString);
  }

  @Test
  void aLineOfAHundredMegabytes() throws IOException {
    byte[] megabyte = new byte[1 << 20];
    Arrays.fill(megabyte, (byte) 'a');
    try (OutputStream out = Files.newOutputStream(folder.resolve("x.txt"))) {
      out.write(RULES.getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 100; i++) {
        out.write(megabyte);
      }
    }
    ParsedFile file = Snapshot.read(Inputs.of(List.of(folder)), Limits.DEFAULT).files().get(0);
    assertEquals(List.of("ACCEPT", "ACCEPT"), targets(file));
    assertEquals(List.of(7), file.unrecognized());
  }
}
