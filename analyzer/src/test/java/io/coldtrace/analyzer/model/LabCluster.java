package io.coldtrace.analyzer.model;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsers;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The three nodes of a healthy lab, as captured ({@code src/test/resources/lab}), with what a test
 * breaks in the text: node-N has 192.168.56.1N and the pods 10.244.(N-1).0/24.
 */
public final class LabCluster {
  private static final List<String> NODES = List.of("node-1", "node-2", "node-3");
  private static final List<String> KINDS =
      List.of(
          "ip-link",
          "ip-addr",
          "ip-route",
          "ip-rule",
          "ip-neigh",
          "bridge-fdb",
          "sysctl-a",
          "iptables-save");

  private final Map<String, String> files = new LinkedHashMap<>();

  public LabCluster() {
    for (String node : NODES) {
      KINDS.forEach(kind -> files.put(node + "/" + kind, resource(node + "/" + file(kind))));
    }
  }

  private static String file(String kind) {
    return kind.equals("iptables-save") ? "iptables-nft-save.txt" : kind + ".txt";
  }

  private static String resource(String name) {
    try (InputStream in = LabCluster.class.getResourceAsStream("/lab/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a pattern in a file of a node; what is not there cannot be broken. */
  public LabCluster with(String node, String kind, String pattern, String replacement) {
    String before = files.get(node + "/" + kind);
    String after = before.replaceAll("(?m)" + pattern, replacement);
    if (after.equals(before)) {
      throw new AssertionError(node + "/" + kind + " has no " + pattern);
    }
    files.put(node + "/" + kind, after);
    return this;
  }

  /** Takes the lines away that hold the pattern. */
  public LabCluster without(String node, String kind, String pattern) {
    return with(node, kind, "^.*" + pattern + ".*\n", "");
  }

  public LabCluster notCollected(String node, String kind) {
    files.remove(node + "/" + kind);
    return this;
  }

  /** A rule as the first of its chain in the filter table. */
  LabCluster rule(String node, String rule) {
    return with(
        node,
        "iptables-save",
        "^\\[5:300\\] -A INPUT|^\\[[0-9:]+\\] -A INPUT .*NEW.*FIREWALL$",
        rule + "\n$0");
  }

  /** What the parsers make of it. */
  public List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    files.forEach(
        (name, content) -> {
          String node = name.substring(0, name.indexOf('/'));
          String kind = name.substring(name.indexOf('/') + 1);
          CapturedText text = new CapturedText(node, file(kind), content.lines().toList());
          LineLedger ledger = new LineLedger(text);
          FileParser parser =
              kind.equals("iptables-save")
                  ? new IptablesSaveFileParser()
                  : Parsers.forKind(kind).orElseThrow();
          parser.parse(text, ledger);
          facts.addAll(ledger.facts());
        });
    return facts;
  }

  /** A node pings an address. */
  Walk ping(String node, String address) {
    return walk(node, Optional.empty(), address, "icmp", -1);
  }

  /** A node asks a service or pod. */
  Walk ask(String node, String address, int port) {
    return walk(node, Optional.empty(), address, "udp", port);
  }

  /** A pod asks a service or pod. */
  Walk askFromPod(String node, String pod, String address, int port) {
    return walk(node, Optional.of(Ip.of(pod)), address, "udp", port);
  }

  private Walk walk(String node, Optional<Ip> pod, String address, String protocol, int port) {
    Flow flow = new Flow("flow", false, node, pod, "", Ip.of(address), protocol, port);
    return new Walker(Cluster.ofFacts(facts())).walk(flow).orElseThrow().walk();
  }
}
