package io.coldtrace.analyzer.trace;

import io.coldtrace.analyzer.derive.Places;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.kubernetes.KubeService;
import java.util.Collection;
import java.util.Optional;

/** Where the ends of a flow are, by the names that people give them. */
public final class Endpoints {
  private final Cluster cluster;
  private final Places places;
  private final Collection<? extends Fact> facts;

  /** The ends that these facts know. */
  public Endpoints(Collection<? extends Fact> facts, Cluster cluster) {
    this.cluster = cluster;
    this.facts = facts;
    this.places = Places.of(facts);
  }

  /** The flow that is asked for; empty if one of its ends is not known. */
  public Optional<Flow> flow(FlowQuestion question) {
    Optional<Ip> to = address(question.to());
    if (question.from().startsWith("node ")) {
      return to.map(ip -> flow(question, question.from().substring(5), Optional.empty(), ip));
    }
    Optional<Ip> from = address(question.from());
    Optional<Host> own = from.flatMap(cluster::hostWith);
    Optional<String> node =
        own.map(Host::name)
            .or(() -> from.flatMap(cluster::hostOfPod).map(Host::name))
            .or(() -> from.flatMap(places::nodeOf));
    return to.isEmpty()
        ? Optional.empty()
        : node.map(
            name -> flow(question, name, own.isPresent() ? Optional.empty() : from, to.get()));
  }

  private Flow flow(FlowQuestion question, String node, Optional<Ip> pod, Ip to) {
    return new Flow(
        question.id(),
        false,
        node,
        pod,
        places.nodeOf(to).orElse(""),
        to,
        question.protocol(),
        question.port(),
        question.size(),
        question.unfragmented());
  }

  private Optional<Ip> address(String name) {
    if (name.startsWith("node ")) {
      return cluster.host(name.substring(5)).flatMap(Host::mainAddress);
    }
    for (Fact fact : facts) {
      if (fact instanceof KubePod pod && name.equals("pod " + pod.namespace() + "/" + pod.name())) {
        return Ip.parse(pod.ip());
      }
      if (fact instanceof KubeService service
          && name.equals("svc " + service.namespace() + "/" + service.name())) {
        return service.clusterIps().stream().findFirst().flatMap(Ip::parse);
      }
    }
    return Ip.parse(name);
  }
}
