package io.coldtrace.analyzer.remedy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Derivation;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.StepKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What flannel makes of the nodes, beside what its like made of them in the lab. */
class FlannelChangesTest {
  private static final String RESTART =
      "kubectl -n kube-flannel rollout restart daemonset/kube-flannel-ds";

  private static List<Fact> captured(String file) {
    Path path = Path.of("src", "test", "resources", "flannel", file + ".txt");
    return Snapshot.read(Inputs.of(List.of(path)), Limits.DEFAULT).facts();
  }

  private static String patch(List<Fact> facts, String which) {
    FlannelConfig config =
        Derivation.of(facts).stream()
            .filter(FlannelConfig.class::isInstance)
            .map(FlannelConfig.class::cast)
            .findFirst()
            .orElseThrow();
    return "kubectl -n kube-flannel patch configmap kube-flannel-cfg --type merge -p '%s'"
        .formatted(config.patches().get(which));
  }

  private static Optional<List<Fact>> after(List<Fact> facts, String... commands) {
    return new Trial(facts, List.of(), List.of())
        .mended(
            List.of(commands).stream()
                .map(command -> new RemedyStep(StepKind.FIX, "node-1", command, ""))
                .toList());
  }

  /** What flanneld writes, each MAC address by whose device has it: it may be drawn. */
  private static List<String> written(List<Fact> facts) {
    Map<String, String> owners = new TreeMap<>();
    for (Fact fact : facts) {
      if (fact instanceof Link link && link.vxlan().isPresent()) {
        owners.put(link.mac(), fact.source().node());
      }
    }
    List<String> lines = new ArrayList<>();
    for (Fact fact : facts) {
      String text = "";
      if (fact instanceof Link link && link.vxlan().isPresent()) {
        text =
            "%s mtu %d vni %d from %s dev %s port %d %s"
                .formatted(
                    link.name(),
                    link.mtu(),
                    link.vxlan().get().vni(),
                    link.vxlan().get().local(),
                    link.vxlan().get().device(),
                    link.vxlan().get().port(),
                    link.flags().contains("UP"));
      } else if (fact instanceof InterfaceAddress own && own.device().startsWith("flannel")) {
        text = own.address() + " dev " + own.device();
      } else if (fact instanceof Route r && !r.type().equals("broadcast")) {
        text =
            "%s %s via %s dev %s src %s %s"
                .formatted(
                    r.table(),
                    r.destination(),
                    r.gateway(),
                    r.device(),
                    r.preferredSource(),
                    r.flags());
      } else if (fact instanceof Neighbor entry && entry.device().startsWith("flannel")) {
        text = "%s is of %s".formatted(entry.address(), owners.get(entry.mac()));
      } else if (fact instanceof FdbEntry entry && !entry.destination().isEmpty()) {
        text = "of %s is at %s".formatted(owners.get(entry.mac()), entry.destination());
      }
      if (!text.isEmpty()) {
        lines.add(fact.source().node() + " " + text);
      }
    }
    return lines.stream().sorted().distinct().toList();
  }

  private static void becomes(String before, String which, String after) {
    List<Fact> facts = captured(before);
    List<String> expected = written(captured(after));
    assertTrue(expected.size() > 20, expected.toString());
    assertNotEquals(expected, written(facts));
    assertEquals(
        String.join("\n", expected),
        String.join("\n", written(after(facts, patch(facts, which), RESTART).orElseThrow())));
  }

  @Test
  void anotherPortMakesTheDeviceAnew() {
    becomes("vxlan-blocked", "port-8475", "port-8475");
  }

  @Test
  void hostGatewayRoutesToThePeersAndLeavesTheDevice() {
    becomes("port-8475", "host-gw", "host-gw-after-vxlan");
  }

  @Test
  void vxlanWhereThereWasNoTunnel() {
    becomes("host-gw-antispoof", "vxlan", "vxlan-after-host-gw");
  }

  @Test
  void aPatchAloneChangesNoNode() {
    List<Fact> facts = captured("vxlan-blocked");
    assertEquals(written(facts), written(after(facts, patch(facts, "port-8475")).orElseThrow()));
  }

  @Test
  void aRestartAloneChangesWhatIsNotAsConfigured() {
    List<Fact> facts = captured("vxlan-blocked");
    assertEquals(written(facts), written(after(facts, RESTART).orElseThrow()));
    List<Fact> bare = new ArrayList<>(facts);
    assertTrue(
        bare.removeIf(
            fact ->
                fact.source().node().equals("node-2")
                    && (fact instanceof FdbEntry
                        || fact instanceof Neighbor
                        || (fact instanceof Route route
                            && route.gateway().isPresent()
                            && route.device().startsWith("flannel")))));
    assertEquals(written(facts), written(after(bare, RESTART).orElseThrow()));
  }

  /** flanneld takes the old route away before the kernel refuses the new one. */
  @Test
  void hostGatewayHasNoRouteAcrossARouter() {
    List<Fact> facts = new ArrayList<>(captured("vxlan-blocked"));
    facts.replaceAll(fact -> fact instanceof KubeNode node ? elsewhere(node) : fact);
    facts.removeIf(fact -> fact.source().node().equals("node-3"));
    List<String> routes =
        written(after(facts, patch(facts, "host-gw"), RESTART).orElseThrow()).stream()
            .filter(line -> line.contains(" main 10.244."))
            .filter(line -> !line.contains("cni0"))
            .toList();
    assertEquals(
        List.of(
            "node-1 main 10.244.1.0/24 via Optional[192.168.56.12] dev eth0 src Optional.empty []",
            "node-2 main 10.244.0.0/24 via Optional[192.168.56.11] dev eth0 src Optional.empty []"),
        routes);
  }

  private static KubeNode elsewhere(KubeNode node) {
    Map<String, String> annotations = new TreeMap<>(node.annotations());
    annotations.computeIfPresent(
        "flannel.alpha.coreos.com/public-ip",
        (key, address) -> address.replace("192.168.56.13", "192.168.99.13"));
    return new KubeNode(
        node.source(),
        node.name(),
        node.addresses(),
        node.hostname(),
        node.podCidrs(),
        node.ready(),
        node.osImage(),
        node.kernelVersion(),
        annotations,
        node.labels(),
        node.lines());
  }

  @Test
  void whatIsNotKnownIsNotTried() {
    List<Fact> facts = captured("vxlan-blocked");
    String patch = patch(facts, "port-8475");
    assertEquals(Optional.empty(), after(facts, RESTART.replace("flannel-ds", "proxy")));
    assertEquals(Optional.empty(), after(facts, patch.replace("kube-flannel-cfg", "other")));
    assertEquals(Optional.empty(), after(facts, patch.replace("vxlan", "wireguard"), RESTART));
    assertEquals(
        Optional.empty(), after(facts, patch.replace("10.244.0.0/16", "10.9.0.0/16"), RESTART));
    List<Fact> without = new ArrayList<>(facts);
    without.removeIf(KubeDaemonSet.class::isInstance);
    assertEquals(Optional.empty(), after(without, patch, RESTART));
    without = new ArrayList<>(facts);
    without.removeIf(fact -> fact instanceof Link link && link.name().equals("flannel.1"));
    assertTrue(after(without, patch, RESTART).isPresent());
    without.removeIf(Link.class::isInstance);
    assertEquals(Optional.empty(), after(without, patch, RESTART));
  }
}
