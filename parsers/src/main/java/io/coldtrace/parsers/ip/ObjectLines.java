package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Source;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonDocument;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What iproute2 prints with {@code -j}, an object each, as the lines that it prints without: so
 * that both are read alike.
 *
 * <pre>
 * [{"dst":"default","gateway":"10.0.0.1","dev":"eth0","protocol":"dhcp","metric":100,"flags":[]}]
 * [{"priority":0,"src":"all","table":"local"}]
 * [{"dst":"10.244.1.0","dev":"flannel.1","lladdr":"92:1b:d8:d1:19:96","state":["PERMANENT"]}]
 * [{"mac":"92:1b:d8:d1:19:96","ifname":"flannel.1","dst":"10.0.0.2","flags":["self"],"state":"permanent"}]
 * </pre>
 */
final class ObjectLines {
  /** The names of a route's members, and what stands before them in a line. */
  private static final List<Map.Entry<String, String>> ROUTE =
      List.of(
          Map.entry("gateway", "via"),
          Map.entry("dev", "dev"),
          Map.entry("table", "table"),
          Map.entry("protocol", "proto"),
          Map.entry("scope", "scope"),
          Map.entry("prefsrc", "src"),
          Map.entry("metric", "metric"),
          Map.entry("pref", "pref"));

  private ObjectLines() {}

  /**
   * Hands every object's line to the reader, if the text is JSON.
   *
   * @param written writes an object
   * @return false if the text is none, or breaks off
   */
  static boolean read(
      CapturedText text,
      LineLedger ledger,
      Function<JsonValue, String> written,
      BiConsumer<String, Source> reader) {
    if (!LinkJson.isJson(text)) {
      return false;
    }
    JsonDocument document = JsonDocument.read(text, Set.of());
    if (document.isWhole()) {
      ledger.factLines(1, text.lines().size());
      for (JsonValue root : document.roots()) {
        for (JsonValue object : root.elements()) {
          reader.accept(written.apply(object), text.at(object.line()));
        }
      }
    }
    return true;
  }

  /** A route; its next hops follow in the same line. */
  static String route(JsonValue route) {
    StringJoiner line = new StringJoiner(" ");
    if (route.at("type").isText()) {
      line.add(route.at("type").text());
    }
    line.add(route.at("dst").text());
    way(route, line);
    for (JsonValue hop : route.at("nexthops").elements()) {
      way(hop, line.add("nexthop"));
    }
    return line.toString();
  }

  private static void way(JsonValue way, StringJoiner line) {
    if (way.at("via", "host").isText()) {
      line.add("via").add(way.at("via", "family").text()).add(way.at("via", "host").text());
    }
    ROUTE.forEach(each -> with(line, each.getValue(), way.at(each.getKey())));
    way.at("flags").texts().forEach(line::add);
  }

  static String rule(JsonValue rule) {
    StringJoiner line = new StringJoiner(" ");
    line.add(rule.at("priority").text() + ":");
    if (rule.members().containsKey("not")) {
      line.add("not");
    }
    line.add("from").add(network(rule, "src", "srclen"));
    if (rule.at("dst").isText()) {
      line.add("to").add(network(rule, "dst", "dstlen"));
    }
    if (rule.at("fwmark").isText()) {
      String mask = rule.at("fwmask").isText() ? "/" + rule.at("fwmask").text() : "";
      line.add("fwmark").add(rule.at("fwmark").text() + mask);
    }
    for (String key : List.of("tos", "iif", "oif", "ipproto", "sport", "dport")) {
      with(line, key, rule.at(key));
    }
    with(line, "lookup", rule.at("table"));
    with(line, "goto", rule.at("goto"));
    String action = rule.at("action").text();
    if (!action.isEmpty() && !action.equals("goto")) {
      line.add(action);
    }
    with(line, "suppress_prefixlength", rule.at("suppress_prefixlen"));
    with(line, "suppress_ifgroup", rule.at("suppress_ifgroup"));
    with(line, "proto", rule.at("protocol"));
    return line.toString();
  }

  private static String network(JsonValue rule, String address, String length) {
    String bits = rule.at(length).isText() ? "/" + rule.at(length).text() : "";
    return rule.at(address).text() + bits;
  }

  static String neighbor(JsonValue neighbor) {
    StringJoiner line = new StringJoiner(" ").add(neighbor.at("dst").text());
    with(line, "dev", neighbor.at("dev"));
    with(line, "lladdr", neighbor.at("lladdr"));
    String states = String.join(",", neighbor.at("state").texts());
    return line.add(states.isEmpty() ? "proxy" : states).toString();
  }

  static String fdbEntry(JsonValue entry) {
    StringJoiner line = new StringJoiner(" ").add(entry.at("mac").text());
    with(line, "dev", entry.at("ifname"));
    for (String key : List.of("dst", "vlan", "port", "vni", "src_vni", "via", "nhid", "master")) {
      with(line, key, entry.at(key));
    }
    entry.at("flags").texts().forEach(line::add);
    return line + (entry.at("state").isText() ? " " + entry.at("state").text() : "");
  }

  private static void with(StringJoiner line, String key, JsonValue value) {
    if (value.isText()) {
      line.add(key).add(value.text());
    }
  }
}
