package io.coldtrace.analyzer.trace;

import io.coldtrace.analyzer.derive.Places;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.Peer;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.kubernetes.KubeService;
import io.coldtrace.facts.kubernetes.KubeServicePort;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Where the ends of a flow are, by the names that people give them. */
public final class Endpoints {
  private final Cluster cluster;
  private final Places places;
  private final Map<String, Ip> nodes = new TreeMap<>();
  private final Map<String, Ip> pods = new TreeMap<>();
  private final Map<String, Ip> services = new TreeMap<>();
  private final Map<String, KubeService> objects = new TreeMap<>();

  /** The ends that these facts know. */
  public Endpoints(Collection<? extends Fact> facts, Cluster cluster) {
    this.cluster = cluster;
    this.places = Places.of(facts);
    for (Host host : cluster.hosts()) {
      host.mainAddress().ifPresent(ip -> nodes.put(host.name(), ip));
    }
    for (Fact fact : facts) {
      if (fact instanceof KubeNode node) {
        node.addresses().stream()
            .findFirst()
            .flatMap(Ip::parse)
            .ifPresent(ip -> nodes.putIfAbsent(node.name(), ip));
      } else if (fact instanceof KubePod pod) {
        Ip.parse(pod.ip()).ifPresent(ip -> pods.put(pod.namespace() + "/" + pod.name(), ip));
      } else if (fact instanceof KubeService service) {
        String name = service.namespace() + "/" + service.name();
        objects.put(name, service);
        service.clusterIps().stream()
            .findFirst()
            .flatMap(Ip::parse)
            .ifPresent(ip -> services.put(name, ip));
      }
    }
    // Without kubectl the peers are all that is known.
    for (Fact fact : facts) {
      if (fact instanceof Peer peer && !peer.kind().equals("node")) {
        boolean service = peer.kind().equals("service");
        (service ? services : pods).putIfAbsent(peer.name(), peer.address());
      }
    }
  }

  /**
   * The flow that is asked for.
   *
   * @throws UnknownEndException if one of its ends is not known
   */
  public Flow flow(FlowQuestion question) throws UnknownEndException {
    Ip to = address(question.to());
    if (question.from().startsWith("svc ")) {
      throw new UnknownEndException("a service sends nothing: " + question.from());
    }
    Ip from = address(question.from());
    if (from.version() != 4 || to.version() != 4) {
      throw new UnknownEndException("the model walks IPv4 alone");
    }
    Optional<Host> own = cluster.hostWith(from);
    String node = own.map(Host::name).orElseGet(() -> nodeOf(question.from(), from, to));
    return new Flow(
        question.id(),
        false,
        node,
        own.isPresent() || isNode(question.from(), node) ? Optional.empty() : Optional.of(from),
        places.nodeOf(to).orElse(""),
        to,
        question.protocol(),
        question.port(),
        question.size(),
        question.unfragmented(),
        /* discovers= */ false,
        /* refusalAnswers= */ false);
  }

  private boolean isNode(String name, String node) {
    return name.equals("node " + node) || name.equals(node);
  }

  /** Where a packet of this address starts; of one from outside the node that it is for. */
  private String nodeOf(String name, Ip from, Ip to) {
    return bareNode(name)
        .or(() -> cluster.hostOfPod(from).map(Host::name))
        .or(() -> places.nodeOf(from))
        .or(() -> cluster.hostWith(to).map(Host::name))
        .or(() -> places.nodeOf(to))
        .orElseGet(() -> cluster.hosts().stream().map(Host::name).findFirst().orElse(""));
  }

  private Optional<String> bareNode(String name) {
    String bare = name.startsWith("node ") ? name.substring("node ".length()) : name;
    return nodes.containsKey(bare) ? Optional.of(bare) : Optional.empty();
  }

  /** The protocol and port of a service's first port, as {@code 53/udp}; empty if it is none. */
  public Optional<String> portOf(String name) {
    String bare = name.replaceFirst("^(svc|service) ", "");
    List<String> found = matching(bare, services.keySet());
    return found.size() != 1
        ? Optional.empty()
        : Optional.ofNullable(objects.get(found.get(0)))
            .flatMap(service -> service.ports().stream().findFirst())
            .map((KubeServicePort port) -> port.port() + "/" + port.protocol());
  }

  /** An end in words: its name, and its address where that is not the name. */
  public String describe(String name) throws UnknownEndException {
    String address = address(name).getText();
    return name.equals(address) ? name : name + " (" + address + ")";
  }

  /** The address of {@code node NAME}, {@code pod NAME}, {@code svc NAME} or of a bare name. */
  Ip address(String name) throws UnknownEndException {
    int blank = name.indexOf(' ');
    String bare = name.substring(blank + 1).trim();
    return switch (blank < 0 ? "" : name.substring(0, blank)) {
      case "node" -> one(bare, "node", nodes);
      case "pod" -> one(bare, "pod", pods);
      case "svc", "service" -> service(bare);
      case "" -> bare(name);
      default ->
          throw new UnknownEndException(
              "'"
                  + name
                  + "': not 'node NAME', 'pod NAMESPACE/NAME', 'svc NAMESPACE/NAME', address");
    };
  }

  private Ip service(String name) throws UnknownEndException {
    if (objects.containsKey(name) && !services.containsKey(name)) {
      throw new UnknownEndException(name + " is headless: trace to its pods");
    }
    return one(name, "service", services);
  }

  private Ip bare(String name) throws UnknownEndException {
    Optional<Ip> address = Ip.parse(name);
    if (address.isPresent()) {
      return address.get();
    }
    Map<String, Ip> all = new TreeMap<>(services);
    all.putAll(pods);
    all.putAll(nodes);
    return one(name, "node, pod, service or address", all);
  }

  private static Ip one(String name, String kind, Map<String, Ip> known)
      throws UnknownEndException {
    List<String> found = matching(name, known.keySet());
    if (found.size() == 1) {
      return known.get(found.get(0));
    }
    if (found.size() > 1) {
      throw new UnknownEndException(
          "'" + name + "' may be any of " + String.join(", ", found) + ": name its namespace");
    }
    List<String> near = NearestNames.to(name, known.keySet());
    String hint =
        !near.isEmpty()
            ? "; did you mean " + String.join(" or ", near) + "?"
            : known.isEmpty()
                ? "; the snapshot names none"
                : "; known: " + String.join(", ", known.keySet().stream().limit(8).toList());
    throw new UnknownEndException("no " + kind + " '" + name + "' in the snapshot" + hint);
  }

  /** The name itself, or those with it behind a namespace. */
  private static List<String> matching(String name, Collection<String> known) {
    return known.contains(name)
        ? List.of(name)
        : known.stream().filter(each -> each.endsWith("/" + name)).toList();
  }
}
