package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kubernetes.KubeContainer;
import java.util.List;
import java.util.Optional;

/**
 * A pod on the pod network.
 *
 * @param name {@code namespace/name}; its address if nothing tells the name
 * @param node the node that it runs on
 * @param source the line that names it
 * @param phase {@code Running}, {@code Succeeded}, ...; empty if unknown
 * @param containers with their states
 * @param inside its network namespace, where the collector looked into it
 */
public record Pod(
    String name,
    Ip address,
    String node,
    Source source,
    String phase,
    List<KubeContainer> containers,
    Optional<Host> inside) {
  /** Its work is done, its network namespace gone. */
  public boolean gone() {
    return phase.equals("Succeeded") || phase.equals("Failed");
  }

  /** The containers that declare the port; all of them if none does. */
  public List<KubeContainer> behind(String port) {
    List<KubeContainer> own =
        containers.stream().filter(container -> container.ports().contains(port)).toList();
    return own.isEmpty() ? containers : own;
  }
}
