package io.coldtrace.parsers.kubernetes;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.Set;

/** Makes facts of what {@code kubectl get} printed, whether as JSON or as YAML. */
final class KubernetesObjects {
  /** Bulky, and of interest to the API server alone. */
  static final Set<String> UNREAD = Set.of("managedFields");

  /** Sorted by kind. */
  private static final List<ObjectReader> READERS =
      List.of(
          new ConfigMapReader(),
          new DaemonSetReader(),
          new EndpointSliceReader(),
          new EndpointsReader(),
          new EventReader(),
          new NetworkPolicyReader(),
          new NodeReader(),
          new PodReader(),
          new ServiceReader());

  private KubernetesObjects() {}

  static boolean isKubernetes(JsonValue root) {
    boolean listed =
        root.at("items").elements().stream().anyMatch(item -> item.at("kind").isText());
    return root.at("apiVersion").isText() && (root.at("kind").isText() || listed);
  }

  /** Reads one object, or a list of them. */
  static void read(JsonValue root, CapturedText text, LineLedger ledger) {
    if (root.at("items").isPresent()) {
      String kind = root.at("kind").text().replaceFirst("List$", "");
      root.at("items").elements().forEach(item -> readObject(item, kind, text, ledger));
    } else {
      readObject(root, "", text, ledger);
    }
  }

  /** The elements of a typed list need not name their kind. */
  private static void readObject(
      JsonValue object, String kindOfList, CapturedText text, LineLedger ledger) {
    String own = object.at("kind").text();
    String kind = own.isEmpty() ? kindOfList : own;
    if (!object.isWhole() || kind.isEmpty() || !object.at("metadata").isPresent()) {
      return;
    }
    ledger.factLines(object.line(), object.lastLine());
    if (object.at("metadata", "name").text().isEmpty()) {
      return;
    }
    for (ObjectReader reader : READERS) {
      if (reader.kind().equals(kind)) {
        ledger.fact(reader.read(object, text));
      }
    }
  }
}
