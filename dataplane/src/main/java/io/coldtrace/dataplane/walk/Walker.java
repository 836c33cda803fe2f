package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.ConnectionState;
import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Sends flows through a cluster, there and back. */
public final class Walker {
  /** A service of more endpoints, or a product of several choices, is followed so far. */
  private static final int MAX_BRANCHES = 512;

  private final Cluster cluster;

  /** A walker through these hosts. */
  public Walker(Cluster cluster) {
    this.cluster = cluster;
  }

  /**
   * A walk and, where it is lost, the place.
   *
   * @param loss empty if the walk is delivered
   * @param steps the way of the branch that is shown, there and back
   * @param assumptions of all branches
   * @param branches one for each combination of what the kernel chooses at random; empty if there
   *     is no choice
   */
  public record Result(
      Walk walk,
      Optional<Loss> loss,
      List<Step> steps,
      SortedSet<Assumption> assumptions,
      List<Branch> branches) {

    /** The same flow, each of its branches lost where something beside the model says so. */
    public Result settled(Flow flow, Function<Result, Optional<Loss>> evidence) {
      if (branches.isEmpty()) {
        return evidence.apply(this).map(loss -> lostBy(flow, loss)).orElse(this);
      }
      if (branches.stream().allMatch(each -> evidence.apply(each.result()).isEmpty())) {
        return this;
      }
      return join(
          flow,
          branches.stream()
              .map(each -> new Branch(each.choice(), each.result().settled(flow, evidence)))
              .toList(),
          Optional.empty());
    }

    private Result lostBy(Flow flow, Loss loss) {
      Walk lost = Walker.walk(flow, loss.verdict(), Optional.of(loss), "", assumptions);
      return new Result(lost, Optional.of(loss), steps, assumptions, branches);
    }
  }

  /**
   * What becomes of the flow if the kernel chooses so.
   *
   * @param choice in words: the endpoint's address and port
   */
  public record Branch(String choice, Result result) {}

  /** One branch, and the rule of which it is not known whether it leads there. */
  private record Outcome(Result result, Optional<Decision> doubt) {}

  /** What becomes of the flow; empty if the node where it starts was not collected. */
  public Optional<Result> walk(Flow flow) {
    return cluster.host(flow.fromNode()).map(host -> walk(flow, host));
  }

  private Result walk(Flow flow, Host host) {
    Choices choices = new Choices();
    List<Branch> branches = new ArrayList<>();
    Optional<Decision> doubt = Optional.empty();
    do {
      Outcome outcome = once(flow, host, choices);
      branches.add(new Branch(choices.taken(), outcome.result()));
      doubt = doubt.or(outcome::doubt);
    } while (choices.next() && branches.size() < MAX_BRANCHES);
    return branches.size() == 1 ? branches.get(0).result() : join(flow, branches, doubt);
  }

  /** All branches arrive, or none, or it depends on what the kernel picks. */
  private static Result join(Flow flow, List<Branch> branches, Optional<Decision> doubt) {
    List<Result> results = branches.stream().map(Branch::result).toList();
    SortedSet<Assumption> assumptions = new TreeSet<>();
    results.forEach(result -> assumptions.addAll(result.assumptions()));
    long verdicts = results.stream().map(result -> result.walk().verdict()).distinct().count();
    Optional<Result> unknown = first(results, walk -> walk.verdict().equals("unknown"));
    Result shown = unknown.or(() -> first(results, Walk::lost)).orElse(results.get(0));
    boolean certain =
        unknown.isPresent() || verdicts == 1 || results.stream().allMatch(r -> r.walk().lost());
    String verdict = certain ? shown.walk().verdict() : doubt.isPresent() ? "unknown" : "mixed";
    Optional<Loss> loss = certain ? shown.loss() : doubt.map(Loss::unsettled).or(shown::loss);
    Walk walk = walk(flow, verdict, loss, shown.walk().direction(), assumptions);
    return new Result(walk, loss, shown.steps(), assumptions, branches);
  }

  private static Optional<Result> first(List<Result> results, Predicate<Walk> predicate) {
    return results.stream().filter(result -> predicate.test(result.walk())).findFirst();
  }

  private Outcome once(Flow flow, Host host, Choices choices) {
    PacketHeader packet = header(flow, host);
    Trip trip = new Trip(cluster, choices, flow, packet, traffic(packet.destination()));
    Leg request = new Journey(trip).start(host, flow.fromPod());
    if (request.loss().isPresent()) {
      return flow.refusalAnswers() && saysUnreachable(request.loss().get())
          ? delivered(trip)
          : lost(trip, request.loss().get());
    }
    if (request.host().isEmpty()) {
      return delivered(trip);
    }
    trip.turn(trip.packet().reply());
    Host peer = request.host().get();
    Optional<Ip> pod =
        request.bridge().isEmpty() ? Optional.empty() : Optional.of(trip.packet().source());
    Leg reply = new Journey(trip).start(peer, pod);
    if (reply.loss().isPresent()) {
      return lost(trip, reply.loss().get());
    }
    boolean expected = trip.packet().source().equals(flow.destination());
    return expected || reply.host().isEmpty()
        ? delivered(trip)
        : lost(trip, stranger(trip, flow, reply.host().get()));
  }

  /** Whether who sent it takes the rejection for that of a port that is not open. */
  private static boolean saysUnreachable(Loss loss) {
    boolean byDefault = !loss.text().contains("with");
    return loss.verdict().equals("rejected") && (byDefault || loss.text().contains("port-unreach"));
  }

  /** An answer from another address than was asked is none to who asked. */
  private static Loss stranger(Trip trip, Flow flow, Host host) {
    String text =
        "answered by "
            + trip.packet().source().getText()
            + " instead of "
            + flow.destination().getText();
    return trip.lost(host.name(), "reply-not-translated", Source.NONE, text);
  }

  private static Outcome lost(Trip trip, Loss loss) {
    String hook = loss.hook().isEmpty() ? "" : " in " + loss.hook();
    trip.step(loss.node(), "lost", loss.reason() + hook, loss.text(), loss.source());
    return outcome(trip, loss.verdict(), Optional.of(loss));
  }

  private static Outcome delivered(Trip trip) {
    return outcome(trip, "delivered", Optional.empty());
  }

  private static Outcome outcome(Trip trip, String verdict, Optional<Loss> loss) {
    String direction = loss.isPresent() ? trip.direction() : "";
    Walk walk = walk(trip.flow(), verdict, loss, direction, trip.assumptions());
    List<Step> steps = List.copyOf(trip.steps());
    return new Outcome(new Result(walk, loss, steps, trip.assumptions(), List.of()), trip.doubt());
  }

  private static Walk walk(
      Flow flow,
      String verdict,
      Optional<Loss> loss,
      String direction,
      SortedSet<Assumption> assumptions) {
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
        assumptions.stream().map(Assumption::text).toList());
  }

  private String traffic(Ip destination) {
    return cluster.hostWith(destination).isPresent() ? "node" : "pod";
  }

  /**
   * The packet as it leaves its sender; a host's own has the source address that its route prefers.
   */
  private static PacketHeader header(Flow flow, Host host) {
    Ip source = flow.fromPod().orElseGet(() -> sourceAddress(host, flow.destination()));
    boolean icmp = flow.protocol().equals("icmp");
    return new PacketHeader(
        "",
        "",
        source,
        flow.destination(),
        flow.protocol(),
        icmp ? -1 : 0,
        icmp ? -1 : flow.port(),
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
}
