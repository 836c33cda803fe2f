package io.coldtrace.parsers.host;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonDocument;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.Set;

/**
 * Reads a CNI configuration, of one plugin or a list. Every scalar becomes a setting whose key is
 * its path: {@code plugins[0].delegate.hairpinMode}.
 *
 * <pre>
 * {"name": "cbr0", "cniVersion": "0.3.1",
 *  "plugins": [{"type": "flannel", "delegate": {"hairpinMode": true, "isDefaultGateway": true}}]}
 * </pre>
 *
 * Format: the CNI specification, section 1.
 */
public final class CniConflistFileParser implements FileParser {
  @Override
  public String kind() {
    return "cni-conflist";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    JsonDocument document = JsonDocument.read(text, Set.of());
    List<JsonValue> roots = document.roots();
    boolean known =
        document.isWhole()
            && roots.size() == 1
            && (roots.get(0).at("plugins").isPresent() || roots.get(0).at("type").isPresent());
    if (known) {
      ledger.factLines(1, text.lines().size());
      SettingTree.read(roots.get(0), text, ledger);
    }
  }
}
