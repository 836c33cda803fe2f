package io.coldtrace.analyzer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.facts.Source;
import io.coldtrace.rules.FactBase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Two listings of a node, before the probes and after them. */
class CountersTest {
  private static final String FILE = "iptables-nft-save.txt";

  private static OptionalLong moved(List<String> before, List<String> after) {
    List<Member> members = new ArrayList<>();
    members.add(new Member("", "node-1", FILE, table(before), 0, false, Optional.empty()));
    members.add(
        new Member("", "node-1", "after/" + FILE, table(after), 0, false, Optional.empty()));
    FactBase facts = FactBase.of(Snapshot.of(members, new HashMap<>()).facts());
    return new Counters(facts).moved(new Source("node-1", FILE, 3));
  }

  private static List<String> table(List<String> rules) {
    List<String> lines = new ArrayList<>(List.of("*filter", ":INPUT ACCEPT [0:0]"));
    lines.addAll(rules);
    lines.add("COMMIT");
    return lines;
  }

  private static String drop(int packets) {
    return "[" + packets + ":100] -A INPUT -p udp -m udp --dport 8472 -j DROP";
  }

  @Test
  void whatARuleCountedMeanwhile() {
    assertEquals(OptionalLong.of(5), moved(List.of(drop(2)), List.of(drop(7))));
    assertEquals(OptionalLong.of(0), moved(List.of(drop(2)), List.of(drop(2))));
  }

  @Test
  void aRuleThatCameBackOrWentTellsNothing() {
    assertEquals(OptionalLong.empty(), moved(List.of(drop(9)), List.of(drop(1))));
    assertEquals(OptionalLong.empty(), moved(List.of(drop(9)), List.of()));
  }

  @Test
  void twoThatAreAlikeTellNothing() {
    assertEquals(OptionalLong.empty(), moved(List.of(drop(1), drop(1)), List.of(drop(2), drop(1))));
  }

  @Test
  void anotherRuleBeforeItChangesNothing() {
    String other = "[0:0] -A INPUT -s 192.0.2.1/32 -j DROP";
    assertEquals(OptionalLong.of(1), moved(List.of(drop(1)), List.of(other, drop(2))));
  }
}
