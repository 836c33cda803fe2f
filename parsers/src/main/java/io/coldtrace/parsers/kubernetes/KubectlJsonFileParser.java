package io.coldtrace.parsers.kubernetes;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonDocument;

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
  @Override
  public String kind() {
    return "kubectl-json";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    JsonDocument document = JsonDocument.read(text, KubernetesObjects.UNREAD);
    boolean known = document.roots().stream().allMatch(KubernetesObjects::isKubernetes);
    if (document.isWhole() && known && !document.roots().isEmpty()) {
      ledger.factLines(1, text.lines().size());
    }
    document.roots().forEach(root -> KubernetesObjects.read(root, text, ledger));
  }
}
