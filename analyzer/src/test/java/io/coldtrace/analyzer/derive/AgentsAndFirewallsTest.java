package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.at;
import static io.coldtrace.analyzer.derive.Given.process;
import static io.coldtrace.analyzer.derive.Given.unit;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.AgentSighting;
import io.coldtrace.facts.derived.HostFirewall;
import io.coldtrace.facts.kernel.KernelModule;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.NftChain;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is at work on a node, by what is alive there. */
class AgentsAndFirewallsTest {
  private static List<String> agents(Fact... facts) {
    return AgentSightings.of(List.of(facts), Set.of("node-1", "node-2")).stream()
        .map(sighting -> sighting.node() + " " + sighting.names())
        .toList();
  }

  @Test
  void anAgentIsKnownByItsProcess() {
    assertEquals(
        List.of("node-2 [AliYunDun]"),
        agents(process("node-2", "AliYunDun", "/usr/local/aegis/AliYunDun")));
  }

  @ParameterizedTest
  @CsvSource({
    "grep, grep AliYunDun",
    "vim, vim /usr/local/aegis/AliYunDun",
    "tail, tail -f AliYunDun.log",
    "myAliYunDun, myAliYunDun",
    "AliYunDunX, AliYunDunX",
  })
  void whatOnlySpeaksOfAnAgentIsNone(String name, String command) {
    assertEquals(List.of(), agents(process("node-1", name, command)));
  }

  /** The kernel keeps fifteen letters: wsssr_defence_daemon. */
  @Test
  void aNameThatTheKernelCutIsKnown() {
    assertEquals(1, agents(process("node-1", "wsssr_defence_d", "/opt/x")).size());
    assertEquals(List.of(), agents(process("node-1", "wsssr_defence_", "/opt/x")));
  }

  @Test
  void anActiveUnitShowsItAsWell() {
    assertEquals(
        List.of("node-1 [serviceqaxsafe.service]"),
        agents(unit("node-1", "serviceqaxsafe.service", "active", "running")));
    assertEquals(List.of(), agents(unit("node-1", "serviceqaxsafe.service", "inactive", "dead")));
  }

  @Test
  void allSignsOfOneProductAreOneSighting() {
    List<AgentSighting> found =
        AgentSightings.of(
            List.of(
                process("node-1", "qaxsafed", "/opt/qaxsafe/qaxsafed"),
                unit("node-1", "serviceqaxsafe.service", "active", "running"),
                new KernelModule(at("node-1", "modules.txt", 1), "overlay", 1, "")),
            Set.of("node-1"));
    assertEquals(1, found.size());
    assertEquals(2, found.get(0).signs().size());
    assertEquals(List.of("qaxsafed", "serviceqaxsafe.service"), found.get(0).names());
  }

  private static List<String> firewalls(Fact... facts) {
    return HostFirewalls.of(List.of(facts), Set.of("node-1"), List.of()).stream()
        .map(firewall -> (firewall.product() + " " + firewall.backend()).strip())
        .toList();
  }

  private static IptablesRule rule(String chain, String target) {
    return new IptablesRule(
        at("node-1", "iptables-nft-save.txt", 7),
        "nft",
        "ip",
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

  private static NftChain chain(String table, String hook) {
    return new NftChain(
        at("node-1", "nft-ruleset.txt", 2),
        "inet",
        table,
        "c",
        hook.isEmpty() ? "" : "filter",
        hook,
        "",
        0,
        "accept");
  }

  @Test
  void aFirewallIsKnownByItsHookedChainsItsProcessOrItsUnit() {
    assertEquals(List.of("ufw iptables"), firewalls(rule("INPUT", "ufw-before-input")));
    assertEquals(List.of("firewalld nftables"), firewalls(chain("firewalld", "input")));
    assertEquals(List.of("firewalld"), firewalls(process("node-1", "firewalld", "python3")));
    assertEquals(
        List.of("firewalld"), firewalls(unit("node-1", "firewalld.service", "active", "running")));
  }

  @Test
  void chainsThatNothingLeadsToAreLeftovers() {
    assertEquals(List.of(), firewalls(rule("ufw-before-input", "ufw-user-input")));
    assertEquals(List.of(), firewalls(chain("firewalld", "")), "the table is dormant");
    assertEquals(List.of(), firewalls(chain("mine", "input")));
  }

  @Test
  void aUnitThatIsDoneProvesNothing() {
    assertEquals(List.of(), firewalls(unit("node-1", "ufw.service", "active", "exited")));
    assertEquals(List.of(), firewalls(unit("node-1", "firewalld.service", "inactive", "dead")));
    assertEquals(List.of(), firewalls(process("node-1", "grep", "grep firewalld")));
  }

  @Test
  void ofManySignsAFewAreShown() {
    HostFirewall firewall =
        HostFirewalls.of(
                List.of(
                    process("node-1", "firewalld", "python3"),
                    rule("INPUT", "INPUT_direct"),
                    rule("FORWARD", "FORWARD_direct")),
                Set.of("node-1"),
                List.of())
            .get(0);
    assertEquals("ps.txt", firewall.source().file(), "what is alive is the stronger sign");
    assertEquals("iptables", firewall.backend());
  }
}
