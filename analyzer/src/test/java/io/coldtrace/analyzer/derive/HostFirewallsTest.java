package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.HostFirewall;
import io.coldtrace.facts.netfilter.IptablesRule;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class HostFirewallsTest {
  @Test
  void rulesOfIpv4AreNamedBeforeThoseOfIpv6() {
    List<HostFirewall> found =
        HostFirewalls.of(
            List.of(
                jump("ip6", "ip6tables-nft-save.txt", "ufw6-before-input"),
                jump("ip", "iptables-nft-save.txt", "ufw-before-input")),
            Set.of("node-1"),
            List.of());
    assertEquals(
        List.of("iptables-nft-save.txt", "ip6tables-nft-save.txt"),
        found.get(0).signs().stream().map(Source::file).toList());
  }

  @Test
  void chainsThatNothingJumpsToAreNoFirewall() {
    assertEquals(
        List.of(),
        HostFirewalls.of(
            List.of(rule("ip", "iptables-nft-save.txt", "ufw-user-input", "ACCEPT")),
            Set.of("node-1"),
            List.of()));
  }

  private static IptablesRule jump(String family, String file, String target) {
    return rule(family, file, "INPUT", target);
  }

  private static IptablesRule rule(String family, String file, String chain, String target) {
    return new IptablesRule(
        new Source("node-1", file, 1),
        "nft",
        family,
        "filter",
        chain,
        1,
        List.of(),
        target,
        false,
        List.of(),
        0,
        0,
        "-A " + chain + " -j " + target);
  }
}
