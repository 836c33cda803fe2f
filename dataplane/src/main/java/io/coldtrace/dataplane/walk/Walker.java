package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.host.RouteQuery;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.Walk;
import io.coldtrace.facts.network.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

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
   * @param steps the way of the branch that is shown, there and back; of one of many flows where
   *     DNAT sent it and where it was lost
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
          Branches.alike(
              branches.stream()
                  .map(each -> new Branch(each.choice(), each.result().settled(flow, evidence)))
                  .toList()));
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

  /** What becomes of the flow; empty if the node where it starts was not collected. */
  public Optional<Result> walk(Flow flow) {
    return walk(flow, Trip.Detail.ALL);
  }

  /**
   * What becomes of each of many flows, in their order; those are left out whose node was not
   * collected. There may be hundreds of thousands: all processors walk, and of a way only its turns
   * are kept.
   */
  public Map<Flow, Result> walk(Collection<Flow> flows) {
    List<Optional<Result>> results =
        flows.parallelStream().map(flow -> walk(flow, Trip.Detail.TURNS)).toList();
    Map<Flow, Result> walked = new LinkedHashMap<>();
    Iterator<Optional<Result>> next = results.iterator();
    flows.forEach(flow -> next.next().ifPresent(result -> walked.put(flow, result)));
    return walked;
  }

  private Optional<Result> walk(Flow flow, Trip.Detail detail) {
    return cluster.host(flow.fromNode()).map(host -> walk(flow, host, detail));
  }

  private Result walk(Flow flow, Host host, Trip.Detail detail) {
    Choices choices = new Choices();
    List<Branches.Taken> taken = new ArrayList<>();
    do {
      Result result = once(flow, host, choices, detail);
      taken.add(new Branches.Taken(choices.path(), new Branch(choices.taken(), result)));
    } while (choices.next() && taken.size() < MAX_BRANCHES);
    return taken.size() == 1 ? taken.get(0).branch().result() : join(flow, taken);
  }

  /** All branches arrive, or none, or it depends on what the kernel picks. */
  private static Result join(Flow flow, List<Branches.Taken> taken) {
    List<Branch> branches = taken.stream().map(Branches.Taken::branch).toList();
    SortedSet<Assumption> assumptions = new TreeSet<>();
    branches.forEach(branch -> assumptions.addAll(branch.result().assumptions()));
    Branches.Verdict verdict = Branches.fold(taken);
    Result shown = verdict.shown();
    List<String> directions =
        branches.stream()
            .filter(branch -> branch.result().walk().lost())
            .map(branch -> branch.result().walk().direction())
            .distinct()
            .toList();
    String direction = directions.size() > 1 ? "" : shown.walk().direction();
    Walk walk = walk(flow, verdict.text(), verdict.loss(), direction, assumptions);
    return new Result(walk, verdict.loss(), shown.steps(), assumptions, branches);
  }

  private Result once(Flow flow, Host host, Choices choices, Trip.Detail detail) {
    Exchange exchange = new Exchange(flow);
    PacketHeader first = exchange.first(source(flow, host, exchange));
    Trip trip = new Trip(cluster, choices, detail, flow, first, traffic(flow.destination()));
    Optional<Conntrack.Ends> known = Optional.empty();
    for (int round = 0; round < exchange.rounds(); round++) {
      if (round > 0) {
        trip.hush();
        trip.again(exchange.next(first));
      }
      Leg request = new Journey(trip).start(host, flow.fromPod());
      Optional<Loss> told = request.loss().filter(loss -> flow.discovers() && isTold(loss));
      if (told.isPresent()) {
        return discover(trip, told.get());
      }
      if (request.loss().isPresent()) {
        return flow.refusalAnswers() && saysUnreachable(request.loss().get())
            ? delivered(trip)
            : lost(trip, request.loss().get());
      }
      if (request.host().isEmpty()) {
        return delivered(trip);
      }
      Conntrack.Ends ends = Conntrack.Ends.of(trip.packet());
      if (known.isPresent() && !known.get().equals(ends)) {
        return lost(trip, noConnection(trip, request.host().get()));
      }
      known = Optional.of(ends);
      trip.turn(exchange.answer(trip.packet(), round));
      Host peer = request.host().get();
      Optional<Ip> pod =
          request.bridge().isEmpty() ? Optional.empty() : Optional.of(trip.packet().source());
      Leg reply = new Journey(trip).start(peer, pod);
      if (reply.loss().isPresent()) {
        return lost(trip, reply.loss().get());
      }
      if (reply.host().isEmpty()) {
        return delivered(trip);
      }
      Optional<Loss> foreign = notForAsker(trip, flow, host, reply, first.source());
      if (foreign.isPresent()) {
        return lost(trip, foreign.get());
      }
    }
    return delivered(trip);
  }

  /** A router sends the packet's sender a message, or would. */
  private static boolean isTold(Loss loss) {
    return loss.reason().equals(Loss.TOO_LARGE) && loss.verdict().equals("rejected");
  }

  /**
   * Who hears that his packet is too large sends fragments from then on; who does not, the same.
   */
  private Result discover(Trip trip, Loss tooLarge) {
    Trip.Detail detail = trip.detail();
    Host router = cluster.host(tooLarge.node()).orElseThrow();
    PacketHeader packet = trip.packet();
    trip.hush();
    trip.turn(
        Exchange.tooLarge(source(router, Exchange.tooLarge(packet.source(), packet)), packet));
    Optional<Loss> silenced = new Journey(trip).start(router, Optional.empty()).loss();
    if (silenced.isEmpty()) {
      Host sender = cluster.host(trip.flow().fromNode()).orElseThrow();
      return once(trip.flow().inFragments(), sender, trip.choices(), detail);
    }
    trip.again(packet);
    boolean open = silenced.get().verdict().equals("unknown");
    return lost(trip, open ? silenced.get() : tooLarge.untold(silenced.get()));
  }

  /** Whether who sent it takes the rejection for that of a port that is not open. */
  private static boolean saysUnreachable(Loss loss) {
    boolean byDefault = !loss.text().contains("with");
    return loss.verdict().equals("rejected") && (byDefault || loss.text().contains("port-unreach"));
  }

  /**
   * An answer from another address than was asked is none to who asked; nor is one that somebody
   * else takes for his own.
   */
  private static Optional<Loss> notForAsker(
      Trip trip, Flow flow, Host asker, Leg reply, Ip source) {
    Host end = reply.host().orElseThrow();
    boolean astray =
        !end.equals(asker)
            || !trip.packet().destination().equals(source)
            || (flow.fromPod().isPresent() && reply.bridge().isEmpty());
    if (astray) {
      String text = trip.packet().destination().getText() + " is taken by " + end.name();
      return Optional.of(trip.lost(end.name(), "reply-astray", Source.NONE, text));
    }
    PacketHeader packet = trip.packet();
    boolean otherPorts =
        packet.icmpType() < 0
            && (packet.sourcePort() != flow.port()
                || packet.destinationPort() != PacketHeader.EPHEMERAL);
    return packet.source().equals(flow.destination()) && !otherPorts
        ? Optional.empty()
        : Optional.of(stranger(trip, flow, end));
  }

  /** NAT gave the data other ends than the connection began with: who gets it resets it. */
  private static Loss noConnection(Trip trip, Host host) {
    String text = trip.packet().source().getText() + " sends what belongs to no connection there";
    return trip.rejected(host.name(), "no-connection", Source.NONE, text);
  }

  private static Loss stranger(Trip trip, Flow flow, Host host) {
    String text =
        "answered by "
            + trip.packet().source().getText()
            + " instead of "
            + flow.destination().getText();
    return trip.lost(host.name(), "reply-not-translated", Source.NONE, text);
  }

  private static Result lost(Trip trip, Loss loss) {
    String hook = loss.hook().isEmpty() ? "" : " in " + loss.hook();
    trip.step(loss.node(), "lost", loss.reason() + hook, loss.text(), loss.source());
    return result(trip, loss.verdict(), Optional.of(loss));
  }

  private static Result delivered(Trip trip) {
    return result(trip, "delivered", Optional.empty());
  }

  private static Result result(Trip trip, String verdict, Optional<Loss> loss) {
    String direction = loss.isPresent() ? trip.direction() : "";
    Walk walk = walk(trip.flow(), verdict, loss, direction, trip.assumptions());
    List<Step> steps = List.copyOf(trip.steps());
    return new Result(walk, loss, steps, trip.assumptions(), List.of());
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

  /** A host's own packet has the source address that its route prefers. */
  private static Ip source(Flow flow, Host host, Exchange exchange) {
    Ip destination = flow.destination();
    if (flow.fromPod().isPresent()) {
      return flow.fromPod().get();
    }
    if (host.isUnlisted(destination)) {
      return destination;
    }
    return source(host, exchange.first(destination));
  }

  /** The address from which a host sends a packet that has none yet. */
  private static Ip source(Host host, PacketHeader unbound) {
    Ip destination = unbound.destination();
    Optional<Route> route =
        host.routes().lookup(RouteQuery.ofOwn(unbound, Optional.empty())).stream().findFirst();
    return route
        .flatMap(Route::preferredSource)
        .or(
            () ->
                route
                    .filter(found -> !found.type().equals("local"))
                    .flatMap(
                        found ->
                            host.sourceTowards(
                                found.device(), found.gateway().orElse(destination))))
        .orElse(destination);
  }
}
