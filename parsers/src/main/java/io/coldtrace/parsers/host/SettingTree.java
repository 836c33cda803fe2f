package io.coldtrace.parsers.host;

import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.NodePath;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.Map;

/**
 * A configuration file that is a tree: every scalar is a setting whose key is its path, as {@code
 * plugins[0].delegate.hairpinMode}.
 */
final class SettingTree {
  private SettingTree() {}

  static void read(JsonValue root, CapturedText text, LineLedger ledger) {
    settings("", root, text, ledger);
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
