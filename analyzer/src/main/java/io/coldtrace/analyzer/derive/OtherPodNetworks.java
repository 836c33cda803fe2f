package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.derived.OtherPodNetwork;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.network.Link;
import io.coldtrace.rules.knowledge.PodNetworkSign;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Whether the pods' network is somebody else's: by signs of it, where there is none of flannel. */
final class OtherPodNetworks {
  private OtherPodNetworks() {}

  static List<OtherPodNetwork> of(
      Collection<? extends Fact> facts, Collection<FlannelConfig> configs) {
    if (!configs.isEmpty() || facts.stream().anyMatch(OtherPodNetworks::showsFlannel)) {
      return List.of();
    }
    Map<String, List<Source>> signs = new TreeMap<>();
    for (Fact fact : facts) {
      if (fact instanceof KubePod pod) {
        sign("pod", pod.name(), pod.source(), signs);
      } else if (fact instanceof Link link) {
        sign("link", link.name(), link.source(), signs);
      }
    }
    List<OtherPodNetwork> found = new ArrayList<>();
    signs.forEach((product, lines) -> found.add(new OtherPodNetwork(lines.get(0), product, lines)));
    return found;
  }

  private static void sign(
      String kind, String name, Source source, Map<String, List<Source>> signs) {
    PodNetworkSign.ALL.stream()
        .filter(sign -> sign.kind().equals(kind) && sign.name().matcher(name).find())
        .findFirst()
        .ifPresent(
            sign -> signs.computeIfAbsent(sign.product(), p -> new ArrayList<>()).add(source));
  }

  /** Anything that flannel alone makes, also where it does not run any more. */
  private static boolean showsFlannel(Fact fact) {
    if (fact instanceof HostSetting setting) {
      return setting.key().startsWith("FLANNEL_");
    } else if (fact instanceof HostProcess process) {
      return process.name().equals("flanneld");
    } else if (fact instanceof Link link) {
      return link.name().startsWith("flannel");
    } else if (fact instanceof KubePod pod) {
      return pod.name().contains("flannel") || pod.name().startsWith("canal-");
    } else if (fact instanceof KubeDaemonSet set) {
      return set.name().contains("flannel") || set.name().equals("canal");
    }
    return fact instanceof KubeNode node
        && node.annotations().keySet().stream().anyMatch(key -> key.startsWith("flannel."));
  }
}
