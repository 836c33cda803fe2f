package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Hook;
import io.coldtrace.dataplane.netfilter.Netfilter.Translation;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Sends flows through a cluster, there and back. */
public final class Walker {
  private final Cluster cluster;

  /** A walker through these hosts. */
  public Walker(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * A walk and, where it is lost, the place.
   *
   * @param loss empty if the walk is delivered or mixed
   */
  public record Result(Walk walk, Optional<Loss> loss) {}

  /** What becomes of the flow; empty if the node where it starts was not collected. */
  public Optional<Result> walk(Flow flow) {
    return cluster.host(flow.fromNode()).map(host -> walk(flow, host));
  }

  private Result walk(Flow flow, Host host) {
    String device = flow.fromPod().flatMap(pod -> bridgeOf(host, pod)).orElse("");
    Hook hook = flow.fromPod().isPresent() ? Hook.PREROUTING : Hook.OUTPUT;
    PacketHeader first = header(flow, host, flow.destination(), flow.port(), device);
    List<Translation> endpoints = host.netfilter().translations(hook, first);
    if (endpoints.isEmpty()) {
      return oneWay(flow, host, first, device);
    }
    PacketHeader marked = host.netfilter().marksOfNat(hook, first);
    List<Result> branches = new ArrayList<>();
    for (Translation endpoint : endpoints) {
      int port = endpoint.port() < 0 ? flow.port() : endpoint.port();
      PacketHeader translated =
          header(flow, host, endpoint.destination(), port, device)
              .translatedTo(endpoint.destination(), port)
              .marked(marked.mark(), marked.doubtfulMark());
      branches.add(oneWay(flow, host, translated, device));
    }
    return join(flow, branches);
  }

  /** All endpoints are reached, or none, or it depends on the endpoint that the kernel picks. */
  private static Result join(Flow flow, List<Result> branches) {
    Set<String> assumes = new TreeSet<>();
    branches.forEach(branch -> assumes.addAll(branch.walk().assumes()));
    long verdicts = branches.stream().map(branch -> branch.walk().verdict()).distinct().count();
    Optional<Result> unknown = first(branches, walk -> walk.verdict().equals("unknown"));
    Result shown = unknown.or(() -> first(branches, Walk::lost)).orElse(branches.get(0));
    boolean certain =
        unknown.isPresent() || verdicts == 1 || branches.stream().allMatch(b -> b.walk().lost());
    String verdict = certain ? shown.walk().verdict() : "mixed";
    return new Result(
        walk(flow, verdict, shown.loss(), shown.walk().direction(), assumes), shown.loss());
  }

  private static Optional<Result> first(List<Result> branches, Predicate<Walk> predicate) {
    return branches.stream().filter(branch -> predicate.test(branch.walk())).findFirst();
  }

  private Result oneWay(Flow flow, Host host, PacketHeader packet, String device) {
    String traffic = traffic(packet.destination());
    Journey there = new Journey(cluster, packet, traffic);
    Leg request = device.isEmpty() ? there.send(host) : there.receive(host, device);
    Set<String> assumes = new TreeSet<>(there.assumes());
    if (request.loss().isPresent()) {
      return result(flow, request.loss().get(), "request", assumes);
    }
    if (request.host().isEmpty()) {
      return new Result(walk(flow, "delivered", Optional.empty(), "", assumes), Optional.empty());
    }
    Journey back = new Journey(cluster, request.packet().reply(), traffic);
    Host peer = request.host().get();
    Leg reply = request.device().isEmpty() ? back.send(peer) : back.receive(peer, request.device());
    assumes.addAll(back.assumes());
    if (reply.loss().isPresent()) {
      return result(flow, reply.loss().get(), "reply", assumes);
    }
    return new Result(walk(flow, "delivered", Optional.empty(), "", assumes), Optional.empty());
  }

  private static Result result(Flow flow, Loss loss, String direction, Set<String> assumes) {
    return new Result(
        walk(flow, loss.verdict(), Optional.of(loss), direction, assumes), Optional.of(loss));
  }

  private static Walk walk(
      Flow flow, String verdict, Optional<Loss> loss, String direction, Set<String> assumes) {
    return new Walk(
        loss.map(Loss::source).orElse(Source.NONE),
        flow.id(),
        flow.probe(),
        flow.fromNode(),
        flow.toNode(),
        verdict,
        loss.map(Loss::node).orElse(""),
        loss.map(Loss::hook).orElse(""),
        loss.map(Loss::reason).orElse(""),
        loss.map(Loss::traffic).orElse(""),
        direction,
        List.copyOf(assumes));
  }

  private String traffic(Ip destination) {
    return cluster.hostWith(destination).isPresent() ? "node" : "pod";
  }

  /**
   * The packet as it leaves its sender; a host's own has the source address that its route prefers.
   */
  private static PacketHeader header(
      Flow flow, Host host, Ip destination, int port, String device) {
    Ip source = flow.fromPod().orElseGet(() -> sourceAddress(host, destination));
    boolean icmp = flow.protocol().equals("icmp");
    return new PacketHeader(
        device,
        "",
        source,
        destination,
        flow.protocol(),
        icmp ? -1 : 0,
        icmp ? -1 : port,
        icmp ? 8 : -1,
        ConnectionState.NEW,
        false,
        0,
        0);
  }

  private static Ip sourceAddress(Host host, Ip destination) {
    if (host.isLocal(destination)) {
      return destination;
    }
    Optional<Route> route = host.routes().lookup(Optional.empty(), destination);
    return route
        .flatMap(Route::preferredSource)
        .or(() -> route.flatMap(found -> host.addressOf(found.device())))
        .orElse(destination);
  }

  /** The bridge that a pod of this host hangs on. */
  private static Optional<String> bridgeOf(Host host, Ip pod) {
    return host.routes().lookup(Optional.empty(), pod).map(Route::device);
  }
}
