package io.coldtrace.parsers.nft;

import static java.util.stream.Collectors.joining;

import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Writes expressions of libnftables-json(5) as nft(8) lists them: {@code {"payload": {"protocol":
 * "ip", "field": "saddr"}}} is {@code ip saddr}.
 */
final class ExpressionText {
  private static final Pattern WORD = Pattern.compile("[^ \\t\"{}(),;|&^<>=!#]+");
  private static final Set<String> OPERATORS = Set.of("&", "|", "^", "<<", ">>");

  /** The keys of meta that nft lists without the word. */
  private static final Set<String> BARE_META =
      Set.of("iif", "oif", "iifname", "oifname", "iifgroup", "oifgroup");

  private static final Pattern NAMES =
      Pattern.compile("(?:meta )?(?:[io]if(?:name)?|[io]brname|hour|day|time)|ct helper|ifname");

  private boolean understood = true;

  /** How nft lists a value: a mark is a number of eight hexadecimal digits, a name has quotes. */
  private enum Form {
    MARK,
    NAME,
    WORD;

    /**
     * As the values of an expression, or of a type of set, have it.
     *
     * @param key {@code meta mark}, {@code mark}, {@code iifname}, ...
     */
    static Form of(String key) {
      if (key.matches("(?:(?:meta|ct) )?mark\\b.*")) {
        return MARK;
      }
      return NAMES.matcher(key).matches() ? NAME : WORD;
    }
  }

  /** Whether everything so far could be written. */
  boolean understood() {
    return understood;
  }

  String unknown() {
    understood = false;
    return "?";
  }

  /** What the value of a packet is taken from: {@code ip saddr . tcp dport}. */
  String key(JsonValue value) {
    return value(value, "");
  }

  /**
   * A value.
   *
   * @param key what it is compared with, or the type of the set that it is in
   */
  String value(JsonValue value, String key) {
    if (value.isText()) {
      return scalar(value.text(), Form.of(key));
    }
    if (!value.elements().isEmpty()) {
      return listed(value.elements(), key, ",");
    }
    Map.Entry<String, JsonValue> member =
        value.members().size() == 1
            ? value.members().entrySet().iterator().next()
            : Map.entry("", JsonValue.MISSING);
    String name = member.getKey();
    JsonValue of = member.getValue();
    return switch (name) {
      case "concat" -> concatenation(of.elements(), key);
      case "elem" -> value(of.at("val"), key);
      case "map" -> map(of, key);
      case "prefix" -> value(of.at("addr"), key) + "/" + of.at("len").text();
      case "range" -> listed(of.elements(), key, "-");
      case "set" -> set(of, key, "");
      default -> OPERATORS.contains(name) ? operation(name, of, key) : ofPacket(name, of);
    };
  }

  private String listed(List<JsonValue> values, String key, String between) {
    return values.stream().map(each -> value(each, key)).collect(joining(between));
  }

  private String concatenation(List<JsonValue> values, String key) {
    String[] keys = key.split(" \\. ", -1);
    return IntStream.range(0, values.size())
        .mapToObj(i -> value(values.get(i), i < keys.length ? keys[i] : ""))
        .collect(joining(" . "));
  }

  private static String scalar(String text, Form form) {
    boolean number = text.matches("[0-9]{1,18}");
    if (form == Form.MARK && number) {
      return String.format("0x%08x", Long.parseLong(text));
    }
    boolean quoted = form == Form.NAME && !number && !text.startsWith("@");
    return quoted || !WORD.matcher(text).matches() ? '"' + text.replace("\"", "") + '"' : text;
  }

  private String map(JsonValue map, String key) {
    String from = key(map.at("key"));
    return from + " map " + set(map.at("data"), from, key);
  }

  /**
   * A set or map, by name or by its elements.
   *
   * @param key what its elements, or their keys, are compared with
   * @param data what the data of a map's elements are
   */
  String set(JsonValue set, String key, String data) {
    if (set.isText()) {
      return set.text();
    }
    JsonValue list = set.at("set").isPresent() ? set.at("set") : set;
    return list.elements().isEmpty()
        ? value(list, key)
        : list.elements().stream()
            .map(element -> element(element, key, data))
            .collect(joining(", ", "{ ", " }"));
  }

  /** An element of a set, or of a map with its data. */
  String element(JsonValue element, String key, String data) {
    List<JsonValue> pair = element.elements();
    if (pair.size() != 2) {
      return value(element, key);
    }
    JsonValue second = pair.get(1);
    String verdict = verdict(second);
    return value(pair.get(0), key) + " : " + (verdict.isEmpty() ? value(second, data) : verdict);
  }

  /** A verdict; empty if it is none. */
  static String verdict(JsonValue statement) {
    for (String name : List.of("accept", "drop", "continue", "return")) {
      if (statement.members().containsKey(name)) {
        return name;
      }
    }
    for (String name : List.of("jump", "goto")) {
      if (statement.at(name, "target").isText()) {
        return name + " " + scalar(statement.at(name, "target").text(), Form.WORD);
      }
    }
    return "";
  }

  /** {@code tcp flags & (fin | syn)}: of several flags on the right nft wants parentheses. */
  private String operation(String operator, JsonValue operands, String key) {
    String left = value(operands.elements().stream().findFirst().orElse(operands), key);
    String form = key.isEmpty() ? left : key;
    StringBuilder text = new StringBuilder(left);
    operands.elements().stream()
        .skip(1)
        .forEach(right -> text.append(' ').append(operator).append(' ').append(bits(right, form)));
    return text.toString();
  }

  private String bits(JsonValue value, String key) {
    boolean several = value.elements().size() > 1 || value.members().containsKey("|");
    return several ? "(" + flags(value, key) + ")" : value(value, key);
  }

  /** Flags of which all are meant: {@code fin | syn}. */
  String flags(JsonValue value, String key) {
    return value.elements().isEmpty() ? value(value, key) : listed(value.elements(), key, " | ");
  }

  private String ofPacket(String name, JsonValue of) {
    return switch (name) {
      case "payload" -> payload(of);
      case "meta" -> (BARE_META.contains(keyOf(of)) ? "" : "meta ") + keyOf(of);
      case "ct" -> "ct " + word(of.at("dir")) + word(of.at("family")) + keyOf(of);
      case "fib" -> "fib " + words(of.at("flags"), " . ") + " " + of.at("result").text();
      case "rt" -> "rt " + word(of.at("family")) + keyOf(of);
      case "socket" -> "socket " + keyOf(of);
      case "numgen" ->
          "numgen " + of.at("mode").text() + " mod " + of.at("mod").text() + offset(of);
      case "tcp option" ->
          ("tcp option " + of.at("name").text() + " " + of.at("field").text()).strip();
      default -> unknown();
    };
  }

  private static String keyOf(JsonValue of) {
    return of.isText() ? of.text() : of.at("key").text();
  }

  private String payload(JsonValue payload) {
    return payload.at("base").isPresent()
        ? "@"
            + payload.at("base").text()
            + ","
            + payload.at("offset").text()
            + ","
            + payload.at("len").text()
        : payload.at("protocol").text() + " " + payload.at("field").text();
  }

  private static String offset(JsonValue of) {
    int offset = of.at("offset").number(0);
    return offset == 0 ? "" : " offset " + offset;
  }

  private static String word(JsonValue value) {
    return value.isText() ? value.text() + " " : "";
  }

  /** A text, or the texts of an array. */
  static String words(JsonValue value, String between) {
    return value.isText() ? value.text() : String.join(between, value.texts());
  }
}
