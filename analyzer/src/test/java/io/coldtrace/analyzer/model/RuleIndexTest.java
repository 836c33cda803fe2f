package io.coldtrace.analyzer.model;

import static io.coldtrace.analyzer.model.Packets.packet;
import static io.coldtrace.dataplane.netfilter.Hook.OUTPUT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A jump table by address must not change what the first matching rule is. */
class RuleIndexTest {
  @Test
  void theFirstRuleThatMatchesDecidesInWhateverOrderTheyStand() {
    Random random = new Random(7);
    int decided = 0;
    for (int round = 0; round < 60; round++) {
      List<String> rules = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        rules.add(rule(random) + (random.nextBoolean() ? " -j DROP" : " -j ACCEPT"));
      }
      Firewall firewall = Firewall.filter(rules.toArray(String[]::new));
      for (int host = 1; host <= 6; host++) {
        int port = 80 + random.nextInt(2);
        String expected = first(rules, "10.96.0." + host, port);
        decided += expected.equals("ACCEPTED") ? 0 : 1;
        assertEquals(
            expected,
            firewall.decide(OUTPUT, packet("10.0.0.5", "10.96.0." + host, "tcp", port)),
            () -> String.join("\n", rules));
      }
    }
    assertTrue(decided > 50, "rules that decide: " + decided);
  }

  private static String rule(Random random) {
    String negated = random.nextInt(5) == 0 ? "! " : "";
    String prefix = random.nextInt(4) == 0 ? "/30" : "/32";
    String address =
        random.nextInt(6) == 0 ? "" : " " + negated + "-d 10.96.0." + host(random, prefix);
    return "-A OUTPUT" + address + " -p tcp -m tcp --dport " + (80 + random.nextInt(2));
  }

  private static String host(Random random, String prefix) {
    return prefix.equals("/30") ? "4/30" : (1 + random.nextInt(6)) + "/32";
  }

  /** What the rules say, read one after another. */
  private static String first(List<String> rules, String address, int port) {
    for (String rule : rules) {
      boolean negated = rule.contains("! -d");
      boolean any = !rule.contains("-d ");
      boolean network = rule.contains("10.96.0.4/30") && address.matches(".*\\.[456]");
      boolean exact = rule.contains(" " + address + "/32 ");
      boolean there = any || (negated != (network || exact));
      if (there && rule.contains("--dport " + port)) {
        return rule.endsWith("DROP") ? "DROPPED " + rule : "ACCEPTED";
      }
    }
    return "ACCEPTED";
  }
}
