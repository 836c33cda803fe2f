package io.coldtrace.parsers.kubernetes;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.facts.kubernetes.KubeEndpoints;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.kubernetes.KubeService;
import io.coldtrace.facts.kubernetes.KubeServicePort;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KubectlJsonFileParserTest {
  private final KubectlJsonFileParser parser = new KubectlJsonFileParser();
  private final LineLedger mixed = parse(parser, "mixed-v1-list.json");

  @Test
  void readsNodes() {
    LineLedger ledger = parse(parser, "nodes-k3s.json");
    KubeNode node = facts(ledger, KubeNode.class).get(0);
    assertLines(ledger, 288, 0, 0);
    assertEquals(12, node.source().line());
    assertEquals("primary-node", node.name());
    assertEquals(List.of("172.17.0.2"), node.addresses());
    assertEquals("7d2e40cb41c1", node.hostname());
    assertEquals(List.of(Cidr.of("10.42.0.0/24")), node.podCidrs());
    assertEquals("True", node.ready());
    assertEquals(
        "{\"VNI\":1,\"VtepMAC\":\"3a:5a:3d:4f:cc:94\"}",
        node.annotations().get("flannel.alpha.coreos.com/backend-data"));
    assertEquals("linux", node.labels().get("kubernetes.io/os"));
  }

  @Test
  void readsPods() {
    LineLedger ledger = parse(parser, "pods-k3s.json");
    KubePod pod = facts(ledger, KubePod.class).get(0);
    assertTrue(pod.name().startsWith("coredns-"), pod.name());
    assertEquals("kube-system", pod.namespace());
    assertEquals("primary-node", pod.nodeName());
    assertEquals("Running", pod.phase());
    assertEquals("kube-dns", pod.labels().get("k8s-app"));
    assertEquals(List.of("53/udp", "53/tcp", "9153/tcp"), pod.containers().get(0).ports());
    assertEquals("running", pod.containers().get(0).state());
  }

  @Test
  void aPodThatDoesNotStartSaysWhere() {
    KubePod pod = facts(mixed, KubePod.class).get(0);
    assertEquals("DaemonSet/kube-flannel-ds", pod.owner());
    assertEquals(1795338000, pod.created());
    assertTrue(pod.hostNetwork());
    assertEquals(
        List.of(
            "122 install-cni waiting ImagePullBackOff  -1",
            "106 kube-flannel waiting PodInitializing Error 1"),
        pod.containers().stream().map(KubectlJsonFileParserTest::show).toList());
  }

  private static String show(KubeContainer container) {
    return String.join(
        " ",
        String.valueOf(container.source().line()),
        container.name(),
        container.state(),
        container.reason(),
        container.lastReason(),
        String.valueOf(container.lastExitCode()));
  }

  @Test
  void readsServices() {
    LineLedger ledger = parse(parser, "services-neat.json");
    KubeService service = facts(ledger, KubeService.class).get(1);
    assertEquals(24, service.source().line());
    assertEquals("default/kubernetes", service.namespace() + "/" + service.name());
    assertEquals(List.of("10.96.0.1"), service.clusterIps());
    assertEquals(List.of(new KubeServicePort("https", "tcp", 443, "6443", 0)), service.ports());
    assertEquals("ClusterIP", service.type());
  }

  @Test
  void readsEndpointsOfBothKinds() {
    KubeEndpoints old = facts(parse(parser, "endpoints-k3s.json"), KubeEndpoints.class).get(0);
    assertEquals("Endpoints kubernetes [172.17.0.2] [] [6443/tcp]", show(old));
    KubeEndpoints slice = facts(mixed, KubeEndpoints.class).get(0);
    assertEquals(
        "EndpointSlice kube-dns [10.244.0.3] [10.244.1.2] [53/udp, 9153/tcp]", show(slice));
  }

  private static String show(KubeEndpoints endpoints) {
    return String.format(
        "%s %s %s %s %s",
        endpoints.kind(),
        endpoints.name(),
        endpoints.ready(),
        endpoints.notReady(),
        endpoints.ports());
  }

  @Test
  void readsDaemonSetsEventsAndConfigMaps() {
    KubeDaemonSet flannel = facts(mixed, KubeDaemonSet.class).get(0);
    assertEquals(3, flannel.desired());
    assertEquals(2, flannel.ready());
    assertEquals(List.of("docker.io/flannel/flannel:v0.25.1"), flannel.images());
    KubeEvent event = facts(mixed, KubeEvent.class).get(0);
    assertEquals("Pod/coredns-674b8bbfcf-abcde", event.object());
    assertEquals("Warning Unhealthy 12", event.type() + " " + event.reason() + " " + event.count());
    assertEquals(1795341607, event.lastSeen());
    assertEquals(70, event.source().line());
    KubeConfigMap config = facts(mixed, KubeConfigMap.class).get(0);
    assertTrue(config.data().get("net-conf.json").contains("\"10.244.0.0/16\""));
    assertEquals(56, config.lines().get("net-conf.json").line());
    assertEquals(List.of("cni-conf.json", "net-conf.json"), List.copyOf(config.data().keySet()));
  }

  @Test
  void anEmptyListAndAnUnknownKindAreUnderstood() {
    assertLines(parse(parser, "pods-none.json"), 8, 0, 0);
    LineLedger lease =
        parseText(parser, "{\"apiVersion\": \"coordination.k8s.io/v1\",\n\"kind\": \"Lease\"}");
    assertLines(lease, 2, 0, 0);
    assertEquals(List.of(), lease.facts());
  }

  @Test
  void ofACutListTheWholeObjectsCount() {
    String text = String.join("\n", mixed.text().lines().subList(0, 70));
    LineLedger ledger = parseText(parser, text);
    assertLines(ledger, 60, 0, 10);
    assertEquals(3, ledger.facts().size());
    assertEquals(List.of(1, 2, 3), ledger.unrecognized().subList(0, 3));
  }

  @Test
  void whatIsNoKubernetesObjectIsUnrecognized() {
    assertLines(parseText(parser, "{\"kind\": \"Pod\"}"), 0, 0, 1);
    assertLines(parseText(parser, "Error from server (NotFound)"), 0, 0, 1);
    assertLines(parseText(parser, "[".repeat(5000)), 0, 0, 1);
    assertEquals(Map.of(), parseText(parser, "").ignoredByReason());
  }
}
