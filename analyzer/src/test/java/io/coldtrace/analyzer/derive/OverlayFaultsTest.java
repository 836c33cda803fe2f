package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.model.LabCluster;
import io.coldtrace.analyzer.remedy.Trial;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.OverlayFault;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.rules.FactBase;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.StepKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** A captured cluster, its tunnels broken in the text of the listings. */
class OverlayFaultsTest {
  private static final String MAC_OF_3 = "02:42:af:d9:ef:c2";
  private static final String VIA_3 = "^10.244.2.0/24 via 192.168.56.13";
  private static final String DEVICE = "(?s)^4: flannel.1: .*?(?=\\n5: |\\z)";

  private final LabCluster lab = new LabCluster();

  private static String pod(String node) {
    return "10.244.%d.2".formatted(number(node) - 1);
  }

  private static int number(String node) {
    return node.charAt(5) - '0';
  }

  /**
   * Every node has pinged a pod of each other one; what the faulty pairs asked has failed: 1-2 both
   * ways, 1>2 one.
   */
  private List<Fact> probed(String... faultyPairs) {
    List<Fact> facts = new ArrayList<>(lab.facts());
    for (String from : List.of("node-1", "node-2", "node-3")) {
      String network = "10.244.%d.1/24".formatted(number(from) - 1);
      Source env = Given.at(from, "files/run/flannel/subnet.env", 2);
      facts.add(new HostSetting(env, "/run/flannel/subnet.env", "FLANNEL_SUBNET", network));
      for (String kind : List.of("ip-route", "ip-neigh", "bridge-fdb")) {
        facts.add(captured(from, kind));
      }
      for (String to : List.of("node-1", "node-2", "node-3")) {
        boolean faulty =
            List.of(faultyPairs).contains(number(from) + ">" + number(to))
                || List.of(faultyPairs).contains(number(from) + "-" + number(to))
                || List.of(faultyPairs).contains(number(to) + "-" + number(from));
        if (!from.equals(to)) {
          facts.add(ping(from, to, faulty ? "timeout" : "ok"));
        }
      }
    }
    return facts;
  }

  private static CapturedFile captured(String node, String kind) {
    Source line = Given.at(node, "manifest.tsv", 1);
    return new CapturedFile(line, kind + ".txt", kind, "", 0, 0, 0, 0, "-", "-", "-");
  }

  private static Probe ping(String from, String to, String result) {
    Probe probe = Given.probe("ping-pod", from, to, result);
    return new Probe(
        probe.source(),
        probe.id(),
        probe.kind(),
        from,
        to,
        to,
        pod(to),
        "-",
        100,
        2,
        result,
        "",
        probe.file());
  }

  /** The only fault; it claims what failed, as the model does, and its repairs mend all of it. */
  private OverlayFault proven(String area, String node, String... faultyPairs) {
    List<Fact> captured = probed(faultyPairs);
    FactBase facts = FactBase.of(Derivation.of(captured));
    List<OverlayFault> faults = facts.all(OverlayFault.class);
    assertEquals(1, faults.size(), faults::toString);
    OverlayFault fault = faults.get(0);
    assertEquals(area, fault.area());
    assertEquals(node, fault.node());
    Set<String> failed = new TreeSet<>();
    facts.all(Probe.class).stream().filter(Probe::failed).forEach(probe -> failed.add(probe.id()));
    assertFalse(failed.isEmpty());
    assertEquals(failed, new TreeSet<>(fault.probes()));
    assertTrue(fault.flows().containsAll(failed), "the model loses them too: " + fault.flows());

    Trial trial = new Trial(captured, facts.all(Walk.class), facts.all(Probe.class));
    List<RemedyStep> steps =
        fault.repairs().stream()
            .map(command -> new RemedyStep(StepKind.FIX, node, command, ""))
            .toList();
    Trial.Outcome outcome = trial.of(steps).orElseThrow();
    assertEquals(failed, outcome.fixed());
    assertEquals(Set.of(), outcome.stillFailing());
    assertEquals(Set.of(), outcome.broken());
    return fault;
  }

  @Test
  void inAHealthyClusterNothingIsWrong() {
    FactBase facts = FactBase.of(Derivation.of(probed()));
    assertEquals(List.of(), facts.all(OverlayFault.class));
  }

  @Test
  void aMissingFdbEntryCutsOnePair() {
    lab.without("node-2", "bridge-fdb", MAC_OF_3);
    OverlayFault fault = proven("fdb", "node-2", "2-3");
    assertEquals(List.of("node-3"), fault.peers());
    assertEquals("", fault.actual());
  }

  @Test
  void anFdbEntryForTheWrongNodeDecidesItself() {
    lab.with("node-2", "bridge-fdb", "192.168.56.13", "192.168.56.99");
    OverlayFault fault = proven("fdb", "node-2", "2-3");
    assertEquals("192.168.56.99", fault.actual());
    assertEquals("node-2/bridge-fdb.txt:1", fault.source().toString());
  }

  @Test
  void withoutNeighborsNoPeerIsReached() {
    lab.without("node-2", "ip-neigh", "flannel");
    List<Fact> captured = probed("1-2", "2-3");
    List<OverlayFault> faults = FactBase.of(Derivation.of(captured)).all(OverlayFault.class);
    assertEquals(
        List.of("neighbor [node-1]", "neighbor [node-3]"),
        faults.stream().map(fault -> fault.area() + " " + fault.peers()).toList());
  }

  @Test
  void aNeighborWithAnotherMacLeadsNowhere() {
    lab.with("node-2", "ip-neigh", MAC_OF_3, "02:00:00:00:00:99");
    assertEquals("02:00:00:00:00:99", proven("neighbor", "node-2", "2-3").actual());
  }

  @Test
  void aMissingRouteSendsPodTrafficOutOfTheCluster() {
    lab.without("node-2", "ip-route", "^10.244.2.0/24");
    assertEquals(List.of("node-3"), proven("route", "node-2", "2-3").peers());
  }

  @Test
  void aRouteOfAVpnWinsOverFlannels() {
    lab.with("node-2", "ip-route", "\\A", "10.244.2.0/25 dev tun0 scope link \n");
    OverlayFault fault = proven("shadow", "node-2", "2-3");
    assertEquals("10.244.2.0/25 dev tun0", fault.actual());
  }

  @Test
  void aRouteWithAWorseMetricHarmsNothing() {
    lab.with("node-2", "ip-route", "\\A", "10.244.2.0/24 dev tun0 scope link metric 50 \n");
    FactBase facts = FactBase.of(Derivation.of(probed()));
    assertEquals(List.of(), facts.all(OverlayFault.class));
  }

  /** host-gw with the tunnel of before still there, or vxlan with DirectRouting. */
  @Test
  void whomARouteReachesWithoutATunnelNeedsNone() {
    for (int own = 1; own <= 3; own++) {
      String node = "node-" + own;
      for (int peer = 1; peer <= 3; peer++) {
        String tunnel = "10.244.%d.0 dev flannel.1 onlink".formatted(peer - 1);
        if (peer != own) {
          lab.with(node, "ip-route", tunnel, "192.168.56.1%d dev eth0".formatted(peer));
        }
      }
      lab.without(node, "ip-neigh", "flannel").without(node, "bridge-fdb", "flannel");
    }
    assertEquals(List.of(), FactBase.of(Derivation.of(probed())).all(OverlayFault.class));
  }

  @Test
  void aBlackholeInsideAPeersNetworkSwallowsIt() {
    lab.with("node-2", "ip-route", "\\A", "blackhole 10.244.2.0/26 proto bird \n");
    assertEquals("blackhole 10.244.2.0/26", proven("blackhole", "node-2", "2-3").actual());
  }

  @Test
  void aChangedMacIsNotThePeersFault() {
    lab.with("node-3", "ip-link", MAC_OF_3, "02:00:00:00:00:99")
        .with("node-3", "ip-addr", MAC_OF_3, "02:00:00:00:00:99");
    assertEquals(MAC_OF_3, proven("mac", "node-3", "1-3", "2-3").expected());
  }

  @Test
  void theSmallerSideHasTheWrongPort() {
    lab.with("node-2", "ip-link", "dstport 8472", "dstport 4789")
        .with("node-2", "ip-addr", "dstport 8472", "dstport 4789");
    assertEquals("8472", proven("port", "node-2", "1-2", "2-3").expected());
  }

  @Test
  void theSmallerSideHasTheWrongVni() {
    lab.with("node-2", "ip-link", "vxlan id 1 ", "vxlan id 7 ")
        .with("node-2", "ip-addr", "vxlan id 1 ", "vxlan id 7 ");
    assertEquals("1", proven("vni", "node-2", "1-2", "2-3").expected());
  }

  @Test
  void aDeletedDeviceIsMadeAnew() {
    lab.with("node-2", "ip-link", DEVICE, "")
        .with("node-2", "ip-addr", DEVICE, "")
        .without("node-2", "ip-route", "dev flannel.1")
        .without("node-2", "ip-neigh", "flannel")
        .without("node-2", "bridge-fdb", "flannel");
    assertEquals("flannel.1", proven("device", "node-2", "1-2", "2-3").expected());
  }

  @Test
  void aDeviceThatIsDownComesUpWithItsRoutes() {
    lab.with("node-2", "ip-link", "(?<=flannel.1: <BROADCAST,MULTICAST),UP,LOWER_UP", "")
        .with("node-2", "ip-addr", "(?<=flannel.1: <BROADCAST,MULTICAST),UP,LOWER_UP", "")
        .without("node-2", "ip-route", "dev flannel.1 onlink")
        .without("node-2", "ip-neigh", "flannel");
    assertEquals("DOWN", proven("device", "node-2", "1-2", "2-3").actual());
  }

  @Test
  void aBridgeWithoutItsAddressCutsItsPodsOff() {
    lab.without("node-2", "ip-addr", "inet 10.244.1.1/24")
        .without("node-2", "ip-route", "dev cni0");
    assertEquals("10.244.1.1/24", proven("bridge-address", "node-2", "1>2", "3>2").expected());
  }

  /** The same cluster with flannel's host-gw backend: the peers' own addresses as gateways. */
  private void withHostGateways() {
    for (String node : List.of("node-1", "node-2", "node-3")) {
      lab.with(node, "ip-link", DEVICE, "")
          .with(node, "ip-addr", DEVICE, "")
          .without(node, "ip-neigh", "flannel")
          .without(node, "bridge-fdb", "flannel");
      for (int number = 1; number <= 3; number++) {
        if (number != number(node)) {
          String flannels = "^10.244.%1$d.0/24 via 10.244.%1$d.0 dev flannel.1 onlink";
          String gateway = "10.244.%d.0/24 via 192.168.56.1%d dev eth0";
          lab.with(
              node,
              "ip-route",
              flannels.formatted(number - 1),
              gateway.formatted(number - 1, number));
        }
      }
      lab.without(node, "ip-route", "dev flannel.1");
    }
  }

  @Test
  void withHostGatewaysNothingIsWrong() {
    withHostGateways();
    FactBase facts = FactBase.of(Derivation.of(probed()));
    assertEquals(List.of(), facts.all(OverlayFault.class));
  }

  @Test
  void aMissingRouteToAHostGateway() {
    withHostGateways();
    lab.without("node-2", "ip-route", "^10.244.2.0/24");
    OverlayFault fault = proven("route", "node-2", "2>3");
    assertEquals(List.of("node-3"), fault.peers());
    assertEquals("", fault.actual());
    assertEquals("10.244.2.0/24 via 192.168.56.13 dev eth0", fault.expected());
  }

  @Test
  void aRouteToARouterThatKnowsNoPods() {
    withHostGateways();
    lab.with("node-2", "ip-route", VIA_3, "10.244.2.0/24 via 192.168.56.1");
    OverlayFault fault = proven("route", "node-2", "2>3");
    assertEquals("10.244.2.0/24 via 192.168.56.1 dev eth0", fault.actual());
  }

  /** The third node sees one direction of a connection alone, and gives others its own address. */
  @Test
  void aRouteToAThirdNodeIsADetour() {
    withHostGateways();
    lab.with("node-2", "ip-route", VIA_3, "10.244.2.0/24 via 192.168.56.11");
    OverlayFault fault =
        FactBase.of(Derivation.of(probed())).all(OverlayFault.class).stream()
            .findFirst()
            .orElseThrow();
    assertEquals("detour", fault.area());
    assertEquals("10.244.2.0/24 via 192.168.56.11 dev eth0", fault.actual());
    assertEquals(
        List.of("ip route replace 10.244.2.0/24 via 192.168.56.13 dev eth0"), fault.repairs());
    assertTrue(fault.flows().contains("pod on node-3 to pod on node-2"), fault.flows()::toString);
  }

  @Test
  void aRouteOfAVpnInsideTheNetworkOfAHostGateway() {
    withHostGateways();
    lab.with("node-2", "ip-route", "\\A", "10.244.2.0/25 dev tun0 scope link \n");
    assertEquals("10.244.2.0/25 dev tun0", proven("shadow", "node-2", "2>3").actual());
  }

  @Test
  void whatWasNotCollectedIsNotMissing() {
    lab.notCollected("node-2", "bridge-fdb").notCollected("node-2", "ip-neigh");
    List<Fact> captured = new ArrayList<>(probed());
    captured.removeIf(
        fact -> fact instanceof CapturedFile file && file.kind().matches(".*(fdb|neigh)"));
    assertEquals(List.of(), FactBase.of(Derivation.of(captured)).all(OverlayFault.class));
  }
}
