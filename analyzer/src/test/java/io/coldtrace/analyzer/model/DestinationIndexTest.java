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
class DestinationIndexTest {
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

  /** The elements of kube-proxy's verdict maps, and of sets; intervals stand for any address. */
  @Test
  void elementsAreFoundByTheirAddressAmongIntervals() {
    StringBuilder map = new StringBuilder("10.97.0.0/16 . tcp . 80 : drop");
    StringBuilder set = new StringBuilder("10.98.0.0/16");
    for (int i = 0; i < 2000; i++) {
      String address = "10.96.%d.%d".formatted(i / 250, i % 250 + 1);
      map.append(
          ", %s . tcp . %d : %s".formatted(address, 80 + i % 2, i % 3 == 0 ? "drop" : "accept"));
      set.append(i % 5 == 0 ? ", " + address : "");
    }
    Firewall firewall =
        Firewall.nft(
            """
            table ip t {
            	map m {
            		type ipv4_addr . inet_proto . inet_service : verdict
            		flags interval
            		elements = { @MAP@ }
            	}
            	set s {
            		type ipv4_addr
            		flags interval
            		elements = { @SET@ }
            	}
            	chain o {
            		type filter hook output priority 0; policy accept;
            		ip daddr . meta l4proto . th dport vmap @m
            		ip daddr @s drop
            	}
            }
            """
                .replace("@MAP@", map)
                .replace("@SET@", set));
    for (int i = 0; i < 2000; i += 7) {
      String address = "10.96.%d.%d".formatted(i / 250, i % 250 + 1);
      boolean own = i % 3 == 0;
      boolean inSet = i % 5 == 0;
      assertEquals(
          own,
          firewall
              .decide(OUTPUT, packet("10.0.0.5", address, "tcp", 80 + i % 2))
              .startsWith("DROPPED ip daddr . "));
      assertEquals(
          inSet,
          firewall
              .decide(OUTPUT, packet("10.0.0.5", address, "tcp", 99))
              .startsWith("DROPPED ip daddr @s"));
    }
    assertEquals(
        "DROPPED ip daddr . meta l4proto . th dport vmap @m",
        firewall.decide(OUTPUT, packet("10.0.0.5", "10.97.1.1", "tcp", 80)));
    assertEquals(
        "DROPPED ip daddr @s drop",
        firewall.decide(OUTPUT, packet("10.0.0.5", "10.98.1.1", "tcp", 80)));
    assertEquals("ACCEPTED", firewall.decide(OUTPUT, packet("10.0.0.5", "10.99.1.1", "tcp", 80)));
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
