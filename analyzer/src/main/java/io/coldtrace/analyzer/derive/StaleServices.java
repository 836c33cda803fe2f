package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kubernetes.KubeEndpoints;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.kubernetes.KubeService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Services that a node's rules do not know as they are: they lead to addresses that are not a
 * service's any more and lack those that are, or do not lead to it at all. Pods come and go while a
 * snapshot is taken: what differs must have had time to be written.
 */
final class StaleServices {
  /** kube-proxy writes a change within seconds. */
  private static final double WRITTEN_AFTER = 60;

  /** Further apart, the node's rules and the cluster's objects do not speak of the same state. */
  private static final double SAME_TIME = 600;

  /** What kube-proxy itself says of it. */
  private static final Set<String> TELLING =
      Set.of("kube-proxy-rules-failed", "api-unreachable", "certificate-invalid");

  private final Map<String, Set<String>> ready = new HashMap<>();
  private final Map<String, Set<String>> known = new HashMap<>();
  private final Map<String, KubePod> pods = new HashMap<>();
  private final Map<String, KubeService> objects = new TreeMap<>();
  private final Map<String, Source> cutOff = new HashMap<>();
  private double objectsRead;

  /**
   * @param services as {@code default/web → 10.244.1.9}
   * @param missing those that no rule leads to, as {@code default/web}
   * @param signs the rules that lead there, the objects of those that are missing, then what
   *     kube-proxy itself says of it
   * @param probes failed probes of these services, and of the addresses that were theirs
   */
  record Found(
      List<String> services, List<String> missing, List<Source> signs, Set<String> probes) {
    static final Found NONE = new Found(List.of(), List.of(), List.of(), Set.of());
  }

  private StaleServices() {}

  static StaleServices of(Collection<? extends Fact> facts) {
    StaleServices services = new StaleServices();
    facts.forEach(services::read);
    return services;
  }

  private void read(Fact fact) {
    if (fact instanceof KubeEndpoints endpoints) {
      String name = endpoints.namespace() + "/" + endpoints.name();
      ready.computeIfAbsent(name, n -> new TreeSet<>()).addAll(endpoints.ready());
      known.computeIfAbsent(name, n -> new TreeSet<>()).addAll(endpoints.ready());
      known.get(name).addAll(endpoints.notReady());
    } else if (fact instanceof KubeService service) {
      objects.put(service.namespace() + "/" + service.name(), service);
    } else if (fact instanceof KubePod pod && !pod.ip().isEmpty()) {
      pods.put(pod.ip(), pod);
    } else if (fact instanceof CapturedFile file && isRead(file, "kubectl-json")) {
      objectsRead = Math.max(objectsRead, file.start());
    } else if (fact instanceof LogMessage message
        && message.source().file().contains("kube-proxy")
        && TELLING.contains(message.id())) {
      cutOff.putIfAbsent(message.source().node(), message.source());
    }
  }

  static boolean isRead(CapturedFile file, String kind) {
    return file.kind().equals(kind) && file.exit() == 0;
  }

  /**
   * @param read when the node's rules were read; 0 if unknown
   * @param failed the node's failed probes
   */
  Found on(String node, ProxyRules rules, double read, List<Probe> failed) {
    if (read == 0 || Math.abs(read - objectsRead) > SAME_TIME) {
      return Found.NONE;
    }
    Set<String> services = new LinkedHashSet<>();
    List<String> missing = new ArrayList<>();
    List<Source> signs = new ArrayList<>();
    Set<String> probes = new TreeSet<>();
    rules
        .endpoints()
        .forEach(
            (port, endpoints) -> {
              String service = serviceOf(port);
              List<String> lost = lost(failed, service);
              boolean sure = cutOff.containsKey(node) || !lost.isEmpty();
              if (lacks(service, endpoints.keySet(), read, sure)) {
                List<String> gone =
                    endpoints.keySet().stream().filter(a -> dead(service, a)).toList();
                gone.forEach(address -> services.add(service + " → " + address));
                gone.forEach(address -> signs.add(endpoints.get(address).source()));
                probes.addAll(lost);
                failed.stream()
                    .filter(probe -> gone.contains(probe.address()))
                    .forEach(probe -> probes.add(probe.id()));
              }
            });
    objects.forEach(
        (name, service) -> {
          List<String> lost = lost(failed, name);
          if (!lost.isEmpty() && isMissing(name, service, rules)) {
            missing.add(name);
            signs.add(service.source());
            probes.addAll(lost);
          }
        });
    if (!signs.isEmpty() && cutOff.containsKey(node)) {
      signs.add(cutOff.get(node));
    }
    return new Found(List.copyOf(services), missing, signs, probes);
  }

  private static List<String> lost(List<Probe> failed, String service) {
    return failed.stream()
        .filter(probe -> ServiceProxies.asksService(probe) && probe.target().equals(service))
        .map(Probe::id)
        .toList();
  }

  /**
   * A new service lacks rules for a moment, and another proxy may serve it: only of one that a
   * probe did not reach is it a sign.
   */
  private boolean isMissing(String name, KubeService service, ProxyRules rules) {
    return !service.clusterIps().isEmpty()
        && !ready.getOrDefault(name, Set.of()).isEmpty()
        && rules.endpoints().keySet().stream().noneMatch(port -> serviceOf(port).equals(name))
        && service.clusterIps().stream().noneMatch(rules::names);
  }

  /** {@code default/web:http} is of {@code default/web}; a port need not have a name. */
  private static String serviceOf(String port) {
    int name = port.indexOf(':', port.indexOf('/') + 1);
    return name < 0 ? port : port.substring(0, name);
  }

  /** The rules hold an address that is nobody's, and lack one that has been there for a while. */
  private boolean lacks(String service, Set<String> written, double read, boolean sure) {
    return written.stream().anyMatch(address -> dead(service, address))
        && ready.getOrDefault(service, Set.of()).stream()
            .filter(address -> !written.contains(address))
            .anyMatch(address -> sure || old(address, read));
  }

  private boolean dead(String service, String address) {
    return known.containsKey(service)
        && !known.get(service).contains(address)
        && !pods.containsKey(address);
  }

  private boolean old(String address, double read) {
    KubePod pod = pods.get(address);
    return pod != null && pod.created() > 0 && pod.created() + WRITTEN_AFTER < read;
  }
}
