package io.coldtrace.analyzer.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.analyzer.remedy.Trial.Outcome;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.StepKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On what the kernel of the lab did: its incidents, mended or made worse on the model. */
class TrialTest {
  private static Optional<Outcome> tried(String incident, String node, String... commands) {
    Path snapshot = Path.of("..", "corpus", incident, "snapshot");
    List<Fact> captured = Snapshot.read(Inputs.of(List.of(snapshot)), Limits.DEFAULT).facts();
    FactBase facts = FactBase.of(Derivation.of(captured));
    Trial trial = new Trial(captured, facts.all(Walk.class), facts.all(Probe.class));
    return trial.of(
        List.of(commands).stream()
            .map(command -> new RemedyStep(StepKind.FIX, node, command, ""))
            .toList());
  }

  private static void mendsAll(String incident, String node, String... commands) {
    Outcome outcome = tried(incident, node, commands).orElseThrow();
    assertFalse(outcome.fixed().isEmpty());
    assertEquals(Set.of(), outcome.stillFailing());
    assertEquals(Set.of(), outcome.broken());
  }

  @Test
  void forwardingTurnedOnMendsTheNodeThatHadItOff() {
    mendsAll("ip-forward-set-at-run-time", "worker-2", "sysctl -w net.ipv4.ip_forward=1");
  }

  @Test
  void whatNobodyProbedIsTriedToo() {
    Trial.Unprobed on =
        tried("ip-forward-set-at-run-time", "worker-2", "sysctl -w net.ipv4.ip_forward=1")
            .orElseThrow()
            .unprobed();
    assertTrue(on.mended() > 0 && on.mended() < on.walked());
    assertEquals(Set.of(), on.broken());
    Trial.Unprobed off =
        tried("healthy-plain", "node-1", "sysctl -w net.ipv4.ip_forward=0")
            .orElseThrow()
            .unprobed();
    assertEquals(0, off.mended());
    assertTrue(off.broken().contains("node-2 \u2192 node-1"), off.broken().toString());
    assertFalse(off.broken().contains("node-2 \u2192 node-3"), off.broken().toString());
  }

  @Test
  void theSameOnAnotherNodeMendsNothing() {
    Outcome outcome =
        tried("ip-forward-set-at-run-time", "worker-1", "sysctl -w net.ipv4.ip_forward=1")
            .orElseThrow();
    assertEquals(Set.of(), outcome.fixed());
    assertFalse(outcome.stillFailing().isEmpty());
  }

  @Test
  void aRuleTakenAwayMendsWhatItStopped() {
    mendsAll(
        "forward-reject-first",
        "node-1",
        "iptables-nft -w -D FORWARD -j REJECT --reject-with icmp-host-prohibited");
  }

  @Test
  void aRuleThatIsNotThereCannotBeTakenAway() {
    assertEquals(
        Optional.empty(),
        tried("forward-reject-first", "node-1", "iptables-nft -w -D FORWARD -p sctp -j DROP"));
  }

  @Test
  void portsLetInBeforeTheRuleThatDropsThem() {
    mendsAll(
        "vxlan-dropped-in-input",
        "node-2",
        "iptables-nft -I INPUT -s 192.168.56.0/24 -p udp --dport 4789 -j ACCEPT");
  }

  @Test
  void appendedBehindTheRuleThatDropsItMendsNothing() {
    Outcome outcome =
        tried(
                "vxlan-dropped-in-input",
                "node-2",
                "iptables-nft -A INPUT -s 192.168.56.0/24 -p udp --dport 4789 -j ACCEPT")
            .orElseThrow();
    assertEquals(Set.of(), outcome.fixed());
  }

  @Test
  void stoppedFirewallsMend() {
    mendsAll("ufw", "node-2", "ufw disable");
    mendsAll(
        "firewalld-nftables", "node-2", "systemctl stop firewalld", "systemctl disable firewalld");
    mendsAll("firewalld-iptables", "kn3", "systemctl stop firewalld");
  }

  @Test
  void anAddressBringsItsRoutes() {
    mendsAll("bridge-address-changed", "node-2", "ip addr add 10.244.1.1/24 dev cni0");
    Outcome outcome =
        tried("healthy-plain", "node-1", "ip addr del 10.244.0.1/24 dev cni0").orElseThrow();
    assertTrue(
        outcome.broken().stream().anyMatch(probe -> probe.contains("ping-gateway")),
        outcome.broken().toString());
  }

  @Test
  void whatARemedyBreaksIsSeen() {
    Outcome outcome =
        tried("healthy-plain", "node-1", "sysctl -w net.ipv4.ip_forward=0").orElseThrow();
    assertEquals(Set.of(), outcome.fixed());
    assertTrue(
        outcome.broken().stream().anyMatch(probe -> probe.contains("ping-pod")),
        outcome.broken().toString());
  }

  private static String patch(String json) {
    return "kubectl -n kube-flannel patch configmap kube-flannel-cfg --type merge -p '%s'"
        .formatted(json);
  }

  private static final String RESTART =
      "kubectl -n kube-flannel rollout restart daemonset/kube-flannel-ds";

  private static String backend(String backend) {
    String config =
        "{\\\"Network\\\": \\\"10.244.0.0/16\\\", \\\"Backend\\\": {%s}}"
            .formatted(backend.replace("'", "\\\""));
    return patch("{\"data\":{\"net-conf.json\":\"%s\"}}".formatted(config));
  }

  /** A datagram to another port came through between each two nodes. */
  @Test
  void anotherPortLeadsAroundWhatDropsTheOldOne() {
    mendsAll("one-port-dropped", "node-1", backend("'Type': 'vxlan', 'Port': 8475"), RESTART);
    // An older snapshot, whose collector sent none.
    assertEquals(
        Optional.empty(),
        tried(
            "vxlan-blocked-underlay", "node-1", backend("'Type': 'vxlan', 'Port': 8475"), RESTART));
  }

  /** Nothing has shown that the platform lets packets of pods pass, or VXLAN where it does not. */
  @Test
  void whatTheUnderlayCarriesIsNotTakenForGranted() {
    assertEquals(
        Optional.empty(),
        tried("one-port-dropped", "node-1", backend("'Type': 'host-gw'"), RESTART));
    assertEquals(
        Optional.empty(),
        tried("host-gw-antispoof", "node-1", backend("'Type': 'vxlan'"), RESTART));
  }

  @Test
  void aRestartThatChangesNothingMendsNothing() {
    Outcome outcome = tried("one-port-dropped", "node-1", RESTART).orElseThrow();
    assertEquals(Set.of(), outcome.fixed());
    assertFalse(outcome.stillFailing().isEmpty());
  }

  @Test
  void whatTheModelCannotKnowIsNotJudged() {
    assertEquals(Optional.empty(), tried("healthy-plain", "node-1", "modprobe vxlan"));
    assertEquals(Optional.empty(), tried("healthy-plain", "", "ufw disable"));
    assertEquals(Optional.empty(), tried("healthy-plain", "node-1"));
  }
}
