package io.coldtrace.parsers.host;

import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonDocument;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.Map;
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
      settings("", roots.get(0), text, ledger);
    }
  }

  private static void settings(String path, JsonValue value, CapturedText text, LineLedger ledger) {
    String prefix = path.isEmpty() ? "" : path + ".";
    for (Map.Entry<String, JsonValue> member : value.members().entrySet()) {
      settings(prefix + member.getKey(), member.getValue(), text, ledger);
    }
    List<JsonValue> elements = value.elements();
    for (int i = 0; i < elements.size(); i++) {
      settings(path + "[" + i + "]", elements.get(i), text, ledger);
    }
    if (value.isText()) {
      HostSetting setting =
          new HostSetting(
              text.at(value.line()), NodePath.of(text.at(value.line())), path, value.text());
      ledger.fact(setting);
    }
  }
}
