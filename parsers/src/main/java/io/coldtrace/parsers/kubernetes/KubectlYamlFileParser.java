package io.coldtrace.parsers.kubernetes;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonValue;
import io.coldtrace.parsers.json.YamlDocument;
import java.util.List;
import java.util.Optional;

/**
 * Reads {@code kubectl get ... -o yaml}: one object, a list of them, or several documents.
 *
 * <pre>
 * apiVersion: v1
 * kind: Service
 * metadata:
 *   name: kube-dns
 * </pre>
 *
 * All lines of a document that parses and says what it is are fact lines; one that does not costs
 * itself alone. Lines before the object (the rest of a command, a title) are no part of it. Format:
 * the Kubernetes API conventions.
 */
public final class KubectlYamlFileParser implements FileParser {
  private static final String BEGINNING = "(?:apiVersion|kind|items|metadata):.*";

  @Override
  public String kind() {
    return "kubectl-yaml";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    int from = 1;
    for (int number = 1; number <= text.lines().size() + 1; number++) {
      if (number > text.lines().size() || text.line(number).matches("---(?:\\s.*)?|--")) {
        document(text, from, number - 1, ledger);
        from = number + 1;
        if (number <= text.lines().size()) {
          ledger.ignored(number, io.coldtrace.parsers.Ignored.STRUCTURE);
        }
      }
    }
  }

  private static void document(CapturedText text, int from, int to, LineLedger ledger) {
    if (!read(text, from, to, ledger)) {
      for (int number = from + 1; number <= to; number++) {
        if (text.line(number).matches(BEGINNING)) {
          read(text, number, to, ledger);
          return;
        }
      }
    }
  }

  private static boolean read(CapturedText text, int from, int to, LineLedger ledger) {
    List<String> lines = from > to ? List.of() : text.lines().subList(from - 1, to);
    Optional<JsonValue> root =
        YamlDocument.read(lines, from, KubernetesObjects.UNREAD)
            .filter(KubernetesObjects::isKubernetes);
    root.ifPresent(
        object -> {
          ledger.factLines(from, to);
          KubernetesObjects.read(object, text, ledger);
        });
    return root.isPresent();
  }
}
