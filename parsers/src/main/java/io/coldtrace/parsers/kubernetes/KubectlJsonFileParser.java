package io.coldtrace.parsers.kubernetes;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonDocument;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.Set;

/**
 * Reads {@code kubectl get ... -o json}: one object, or a list of them.
 *
 * <pre>
 * {"apiVersion": "v1", "kind": "List", "items": [
 *   {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "web-1", "namespace": "default"}, ...
 * </pre>
 *
 * All lines of a document that parses are fact lines, whatever its Kubernetes kinds. Of a list that
 * was cut off, those objects count that are whole. Format: the Kubernetes API conventions.
 */
public final class KubectlJsonFileParser implements FileParser {
  private static final Set<String> UNREAD = Set.of("managedFields");

  /** Sorted by kind. */
  private static final List<ObjectReader> READERS =
      List.of(
          new ConfigMapReader(),
          new DaemonSetReader(),
          new EndpointSliceReader(),
          new EndpointsReader(),
          new EventReader(),
          new NodeReader(),
          new PodReader(),
          new ServiceReader());

  @Override
  public String kind() {
    return "kubectl-json";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    JsonDocument document = JsonDocument.read(text, UNREAD);
    boolean known = document.roots().stream().allMatch(KubectlJsonFileParser::isKubernetes);
    if (document.isWhole() && known && !document.roots().isEmpty()) {
      ledger.factLines(1, text.lines().size());
    }
    for (JsonValue root : document.roots()) {
      if (root.at("items").isPresent()) {
        String kind = root.at("kind").text().replaceFirst("List$", "");
        root.at("items").elements().forEach(item -> parseObject(item, kind, text, ledger));
      } else {
        parseObject(root, "", text, ledger);
      }
    }
  }

  private static boolean isKubernetes(JsonValue root) {
    return !root.at("apiVersion").text().isEmpty() && !root.at("kind").text().isEmpty();
  }

  /** The elements of a typed list need not name their kind. */
  private static void parseObject(
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
