package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.VxlanPortUser;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.network.InterfaceDriver;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Socket;
import io.coldtrace.rules.knowledge.VxlanPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who else uses the UDP port of flannel's tunnels: whom the table knows by what runs on the nodes,
 * any other VXLAN device, and any process that holds the port.
 */
final class VxlanPortUsers {
  private static final String EFFECT =
      "Two cannot hold one UDP port unless both are VXLAN devices.";
  private static final String EFFECT_CHINESE = "除非双方都是 VXLAN 设备，否则不能共用同一个 UDP 端口。";

  private static final int DEFAULT_PORT = 8472;
  private static final int COMM_LENGTH = 15;

  private final NodeFacts facts;
  private final Set<Integer> ports = new TreeSet<>();
  private final List<VxlanPortUser> users = new ArrayList<>();

  private VxlanPortUsers(Collection<? extends Fact> captured) {
    facts =
        new NodeFacts(
            captured,
            Set.of(
                HostProcess.class,
                InterfaceDriver.class,
                Link.class,
                LogMessage.class,
                Socket.class));
  }

  static List<VxlanPortUser> of(
      Collection<? extends Fact> captured, Places places, Collection<FlannelConfig> configs) {
    VxlanPortUsers found = new VxlanPortUsers(captured);
    configs.stream()
        .filter(config -> config.backend().equals("vxlan") && config.error().isEmpty())
        .forEach(config -> found.ports.add(config.port()));
    for (Link link : found.facts.all(Link.class)) {
      if (link.name().startsWith("flannel")) {
        link.vxlan().ifPresent(vxlan -> found.ports.add(vxlan.port()));
      }
    }
    found.ports.remove(0);
    for (String node : places.collected()) {
      found.node(node);
      found.unseen(node);
    }
    return found.users;
  }

  private void node(String node) {
    for (VxlanPort known : VxlanPort.ALL) {
      if (ports.contains(known.port())) {
        List<Source> signs = signs(node, known);
        if (!signs.isEmpty()) {
          users.add(
              new VxlanPortUser(
                  signs.get(0),
                  node,
                  known.port(),
                  known.platform(),
                  known.product(),
                  known.effect(),
                  known.effectChinese(),
                  signs));
        }
      }
    }
    for (Link link : facts.on(node, Link.class)) {
      if (!link.name().startsWith("flannel")) {
        link.vxlan().ifPresent(vxlan -> stranger(node, vxlan.port(), link.name(), vxlan.source()));
      }
    }
    for (Socket socket : facts.on(node, Socket.class)) {
      // A tunnel's own socket belongs to no process.
      if (socket.protocol().equals("udp") && !socket.process().isEmpty()) {
        stranger(node, socket.localPort(), socket.process(), socket.source());
      }
    }
  }

  /** flannel's log says that the port is taken, and nothing shows by whom. */
  private void unseen(String node) {
    boolean told = users.stream().anyMatch(user -> user.node().equals(node) && !user.platform());
    facts.on(node, LogMessage.class).stream()
        .filter(message -> message.id().equals("flannel-address-in-use") && !told)
        .reduce((before, last) -> last)
        .ifPresent(
            last -> {
              int port = ports.stream().findFirst().orElse(DEFAULT_PORT);
              List<Source> signs = List.of(last.source());
              users.add(
                  new VxlanPortUser(
                      last.source(), node, port, false, "", EFFECT, EFFECT_CHINESE, signs));
            });
  }

  private void stranger(String node, int port, String name, Source source) {
    boolean told = users.stream().anyMatch(user -> user.signs().contains(source));
    if (ports.contains(port) && !told) {
      users.add(
          new VxlanPortUser(
              source, node, port, false, name, EFFECT, EFFECT_CHINESE, List.of(source)));
    }
  }

  /** The kernel keeps fifteen letters of a process's name. */
  private static boolean isNamed(String name, Pattern pattern) {
    Matcher matcher = pattern.matcher(name);
    return matcher.matches() || (name.length() == COMM_LENGTH && matcher.hitEnd());
  }

  private List<Source> signs(String node, VxlanPort known) {
    return switch (known.sign()) {
      case "link" ->
          facts.on(node, Link.class).stream()
              .filter(link -> known.pattern().matcher(link.name()).matches())
              .map(link -> link.vxlan().map(vxlan -> vxlan.source()).orElse(link.source()))
              .toList();
      case "process" ->
          facts.on(node, HostProcess.class).stream()
              .filter(process -> isNamed(process.name(), known.pattern()))
              .map(HostProcess::source)
              .toList();
      default ->
          facts.on(node, InterfaceDriver.class).stream()
              .filter(driver -> known.pattern().matcher(driver.driver()).matches())
              .map(InterfaceDriver::source)
              .toList();
    };
  }
}
