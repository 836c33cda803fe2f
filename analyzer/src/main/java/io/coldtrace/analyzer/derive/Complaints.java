package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.Complaint;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Known messages, whether a node logged them or Kubernetes tells them of it. */
final class Complaints {
  /** {@code files/var/log/pods/kube-system_kube-proxy-s7kfq_UID/kube-proxy/0.log}. */
  private static final Pattern POD_LOG = Pattern.compile("/pods/[^/]+/(?<container>[^/]+)/[^/]+$");

  private final Map<String, String> places = new HashMap<>();

  private Complaints(Collection<? extends Fact> facts) {
    for (Fact fact : facts) {
      if (fact instanceof KubePod pod) {
        places.put(pod.namespace() + "/Pod/" + pod.name(), pod.nodeName());
      } else if (fact instanceof KubeNode node) {
        places.put("Node/" + node.name(), node.name());
      }
    }
  }

  static List<Complaint> of(Collection<? extends Fact> facts) {
    Complaints places = new Complaints(facts);
    List<Complaint> complaints = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof LogMessage message) {
        complaints.add(
            new Complaint(
                message.source(),
                message.source().node(),
                message.id(),
                message.subject(),
                message.text(),
                speaker(message)));
      } else if (fact instanceof KubeEvent event && !event.known().isEmpty()) {
        complaints.add(
            new Complaint(
                event.source(),
                places.node(event),
                event.known(),
                event.subject(),
                event.message(),
                "event"));
      }
    }
    return complaints;
  }

  private static String speaker(LogMessage message) {
    Matcher log = POD_LOG.matcher(message.source().file());
    return log.find() ? log.group("container") : message.log();
  }

  private String node(KubeEvent event) {
    return event.object().startsWith("Node/")
        ? places.getOrDefault(event.object(), event.object().substring("Node/".length()))
        : places.getOrDefault(event.namespace() + "/" + event.object(), "");
  }
}
