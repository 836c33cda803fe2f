package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.KnownMessage;
import io.coldtrace.facts.derived.VxlanPortUser;
import io.coldtrace.facts.kernel.KernelVersion;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.Socket;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.knowledge.MessageMeaning;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the knowledge tables make of the nodes' facts. */
class KnownThingsTest {
  @ParameterizedTest
  @CsvSource({
    "3.10.0-1160.el7.x86_64, 1",
    "3.10.0-957.21.3.el7.x86_64, 1",
    "5.4.40, 1",
    "5.4.41, 0",
    "4.19.122, 1",
    "5.6.10-1.el7.elrepo.x86_64, 1",
    "6.1.0-28-amd64, 0",
    // Debian and Ubuntu leave the third number alone and carry fixes back.
    "4.19.0-8-amd64, 0",
    "5.4.0-26-generic, 0",
    "4.18.0-305.el8.x86_64, 0",
    "odd, 0",
  })
  void aKernelIsKnownByItsRelease(String release, int flaws) {
    Fact kernel = new KernelVersion(at("node-1", "uname.txt", 1), "node-1", release, "x86_64");
    assertEquals(flaws, KernelFlaws.of(List.of(kernel)).size());
  }

  @ParameterizedTest
  @CsvSource({
    "net.ipv4.ip_no_pmtu_disc, 1, 1",
    "net.ipv4.ip_no_pmtu_disc, 0, 0",
    "net.ipv4.neigh.default.gc_thresh3, 1024, 0",
    "net.ipv4.neigh.default.gc_thresh3, 512, 1",
    "net.ipv4.neigh.default.gc_thresh3, many, 0",
    "kernel.hostname, 1, 0",
  })
  void aParameterIsSoundOrNot(String key, String value, int unsound) {
    Fact sysctl = new Sysctl(at("node-1", "sysctl-a.txt", 1), key, value);
    assertEquals(unsound, UnsoundSysctls.of(List.of(sysctl)).size());
  }

  @Test
  void aMessageIsToldOnceANodeWithItsLastLine() {
    List<KnownMessage> known =
        KnownMessages.of(
            List.of(
                new LogMessage(at("node-1", "dmesg.txt", 3), "dmesg", "link-down", "eth0", "a"),
                new LogMessage(at("node-1", "dmesg.txt", 9), "dmesg", "link-down", "eth1", "b"),
                new LogMessage(at("node-2", "dmesg.txt", 1), "dmesg", "no-such-id", "", "c")));
    assertEquals(1, known.size());
    assertEquals(2, known.get(0).count());
    assertEquals("eth1", known.get(0).subject());
    assertEquals(9, known.get(0).source().line());
  }

  /** A row that no message reaches, or that names a rule that is not there, says nothing. */
  @Test
  void theTableOfMessagesFitsToParsersAndRules() throws IOException {
    Set<String> messages = new TreeSet<>();
    try (InputStream in =
        LogMessage.class.getResourceAsStream("/io/coldtrace/parsers/log/messages.tsv")) {
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.contains("\t") && !line.startsWith("#"))
          .forEach(line -> messages.add(line.substring(0, line.indexOf('\t'))));
    }
    Set<String> rules = new TreeSet<>();
    RuleCatalog.builtIn().catalog().rules().forEach(rule -> rules.add(rule.id()));
    for (MessageMeaning meaning : MessageMeaning.ALL.values()) {
      assertTrue(messages.contains(meaning.id()), meaning.id());
      assertTrue(meaning.rule().isEmpty() || rules.contains(meaning.rule()), meaning.rule());
    }
  }

  private static List<VxlanPortUser> users(Fact... facts) {
    List<Fact> all = List.of(facts);
    return VxlanPortUsers.of(all, Places.of(all), List.of());
  }

  private static Socket socket(int port, String process) {
    return new Socket(
        at("node-1", "ss.txt", 2), "udp", "UNCONN", "0.0.0.0", port, "0.0.0.0", 0, process);
  }

  @Test
  void whoElseUsesTheTunnelsPortIsToldByWhatRuns() {
    List<VxlanPortUser> found =
        users(
            Given.tunnel("node-1"),
            Given.process("node-1", "sangfor_watchdog", "/usr/bin/sangfor_watchdog"));
    assertEquals(1, found.size());
    assertTrue(found.get(0).platform());
    assertEquals(8472, found.get(0).port());
  }

  @Test
  void aProcessThatHoldsThePortIsOneWhoeverItIs() {
    assertEquals("nc", users(Given.tunnel("node-1"), socket(8472, "nc")).get(0).product());
    assertEquals(List.of(), users(Given.tunnel("node-1"), socket(8472, "")));
    assertEquals(List.of(), users(Given.tunnel("node-1"), socket(8475, "nc")));
  }

  @Test
  void usersOfAnotherPortAreNoMatter() {
    assertEquals(
        List.of(),
        users(Given.tunnel("node-1"), Given.process("node-1", "ovs-vswitchd", "ovs-vswitchd -d")));
  }
}
