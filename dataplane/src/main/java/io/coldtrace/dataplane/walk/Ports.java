package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.host.Pod;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.network.Socket;
import java.util.List;
import java.util.Optional;

/** Whether somebody listens where a request arrives. */
final class Ports {
  private final Trip trip;

  Ports(Trip trip) {
    this.trip = trip;
  }

  /** The loss if nobody listens in this network namespace; {@code who} names it. */
  Optional<Loss> closed(Host host, String who) {
    PacketHeader packet = trip.packet();
    if (!asks(packet) || isTunnel(host, packet)) {
      return Optional.empty();
    }
    String port = name(packet);
    Optional<Source> list = host.sockets().list(packet.protocol());
    if (list.isEmpty()) {
      trip.assume(Assumption.listens(host.name(), who, port));
      return Optional.empty();
    }
    Optional<Socket> socket =
        host.sockets().at(packet.protocol(), packet.destination(), packet.destinationPort());
    socket.ifPresent(
        found ->
            trip.step(
                host.name(),
                "socket",
                "listens on " + port,
                found.process().isEmpty() ? "" : found.process(),
                found.source()));
    if (socket.isEmpty() && trip.flow().refusalAnswers()) {
      trip.step(host.name(), "socket", "answers: port unreachable", "", list.get());
    }
    return socket.isPresent() || trip.flow().refusalAnswers()
        ? Optional.empty()
        : Optional.of(
            trip.rejected(host.name(), "port-not-open", list.get(), "nothing listens on " + port));
  }

  /** The same of a pod into which nobody looked: its containers run or do not. */
  Optional<Loss> closed(Host host, Optional<Pod> pod) {
    PacketHeader packet = trip.packet();
    if (!asks(packet)) {
      return Optional.empty();
    }
    String port = name(packet);
    List<KubeContainer> behind = pod.map(p -> p.behind(port)).orElse(List.of());
    if (!behind.isEmpty() && behind.stream().noneMatch(Ports::mayRun)) {
      KubeContainer dead = behind.get(0);
      String why = dead.reason().isEmpty() ? dead.state() : dead.reason();
      return Optional.of(
          trip.rejected(
              host.name(), "port-not-open", dead.source(), dead.name() + " does not run: " + why));
    }
    String who = "the pod " + pod.map(Pod::name).orElse(packet.destination().getText());
    trip.assume(Assumption.listens(host.name(), who, port));
    return Optional.empty();
  }

  private static boolean mayRun(KubeContainer container) {
    return container.state().isEmpty() || container.state().equals("running");
  }

  private boolean asks(PacketHeader packet) {
    return !trip.isReply() && packet.destinationPort() > 0;
  }

  private static boolean isTunnel(Host host, PacketHeader packet) {
    return packet.protocol().equals("udp")
        && host.links().stream()
            .filter(link -> link.flags().contains("UP"))
            .flatMap(link -> link.vxlan().stream())
            .anyMatch(vxlan -> vxlan.port() == packet.destinationPort());
  }

  private static String name(PacketHeader packet) {
    return packet.destinationPort() + "/" + packet.protocol();
  }
}
