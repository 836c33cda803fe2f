package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Packet;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.VxlanDelivery;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Vxlan;
import java.util.List;
import java.util.Optional;

/** Facts as the nodes node-1, node-2, ... with 10.0.0.1, 10.0.0.2, ... would give them. */
final class Given {
  private Given() {}

  static Source at(String node, String file, int line) {
    return new Source(node, file, line);
  }

  static String address(String node) {
    return "10.0.0." + node.substring(node.indexOf('-') + 1);
  }

  static Probe probe(String kind, String from, String to, String result) {
    return new Probe(
        at(from, "manifest.tsv", 30),
        from + "/" + kind + "." + (to.isEmpty() ? "service" : to),
        kind,
        from,
        to,
        to,
        to.isEmpty() ? "10.96.0.10" : address(to),
        "-",
        100,
        2,
        result,
        "",
        "probes/" + kind + "." + to + ".txt");
  }

  /** A walk of the model that crosses the underlay between the probe's ends. */
  static Walk crossing(Probe probe) {
    String assumed =
        "the underlay carries UDP port 8472 from " + probe.node() + " to " + probe.targetNode();
    return new Walk(
        Source.NONE,
        probe.id(),
        true,
        probe.node(),
        probe.targetNode(),
        "delivered",
        "",
        "",
        "",
        "",
        "",
        List.of(assumed));
  }

  static VxlanDelivery delivery(String from, String to, int sent, int arrived) {
    return new VxlanDelivery(
        at(from, "probes/tcpdump-underlay.txt", 1),
        from,
        to,
        8472,
        false,
        false,
        sent,
        arrived,
        List.of());
  }

  static InterfaceAddress address(String node, String device) {
    return new InterfaceAddress(
        at(node, "ip-addr.txt", 2),
        device,
        Cidr.of(address(node) + "/24"),
        "global",
        device,
        false);
  }

  static Link tunnel(String node) {
    Source source = at(node, "ip-link.txt", 1);
    return new Link(
        source,
        4,
        "flannel.1",
        "",
        List.of("UP"),
        1450,
        "UNKNOWN",
        "",
        "",
        "vxlan",
        Optional.of(new Vxlan(source, 1, address(node), "eth0", 8472, false)));
  }

  static Link bridge(String node) {
    Source source = at(node, "ip-link.txt", 5);
    return new Link(
        source, 5, "cni0", "", List.of("UP"), 1500, "UP", "", "", "bridge", Optional.empty());
  }

  /** A ping as this node's capture saw it on the underlay. */
  static Packet echo(String seenBy, int line, double time, String from, String to) {
    return new Packet(
        at(seenBy, "probes/tcpdump-underlay.txt", line),
        time,
        "",
        "",
        Ip.of(from),
        -1,
        Ip.of(to),
        -1,
        "icmp",
        79,
        0,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  /** A VXLAN packet as this node's capture saw it. */
  static Packet packet(String seenBy, int line, double time, String from, String to) {
    return new Packet(
        at(seenBy, "probes/tcpdump-underlay.txt", line),
        time,
        "",
        "",
        Ip.of(address(from)),
        40000,
        Ip.of(address(to)),
        8472,
        "udp",
        100,
        1,
        Optional.empty(),
        Optional.empty(),
        "");
  }

  static CapturedFile capture(String node, double start, double duration) {
    return new CapturedFile(
        at(node, "manifest.tsv", 20),
        "probes/tcpdump-underlay.txt",
        "tcpdump",
        "tcpdump -ni eth0",
        0,
        start,
        duration,
        0,
        "-",
        "-",
        "-");
  }

  static HostProcess process(String node, String name, String command) {
    return new HostProcess(at(node, "ps.txt", 9), 77, 1, "root", "Ss", name, command, -1);
  }

  static SystemdUnit unit(String node, String name, String active, String sub) {
    return new SystemdUnit(at(node, "systemctl-units.txt", 5), name, "loaded", active, sub, "");
  }
}
