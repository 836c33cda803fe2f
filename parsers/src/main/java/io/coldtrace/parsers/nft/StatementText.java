package io.coldtrace.parsers.nft;

import io.coldtrace.parsers.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Writes the statements of a rule of libnftables-json(5) as nft(8) lists them: {@code {"match":
 * {"op": "==", "left": {"meta": {"key": "iif"}}, "right": "lo"}}, {"accept": null}} is {@code iif
 * "lo" accept}.
 */
final class StatementText {
  /** What an {@code ==} without an operator would not mean. */
  private static final List<String> BIT_FIELDS = List.of("tcp flags", "ct status");

  private final ExpressionText expressions = new ExpressionText();

  private StatementText() {}

  /** The text of the rule; empty if a part of it is not known here. */
  static Optional<String> of(JsonValue rule) {
    StatementText text = new StatementText();
    List<String> statements = new ArrayList<>();
    rule.at("expr").elements().forEach(each -> statements.add(text.statement(each)));
    String joined = String.join(" ", statements);
    return text.expressions.understood() ? Optional.of(joined) : Optional.empty();
  }

  private String statement(JsonValue statement) {
    if (statement.isText()) {
      // nft has no JSON for it, and writes it as it lists it.
      return statement.text().replaceAll("\\s+", " ").strip();
    }
    if (statement.members().size() != 1) {
      return expressions.unknown();
    }
    String verdict = ExpressionText.verdict(statement);
    Map.Entry<String, JsonValue> member = statement.members().entrySet().iterator().next();
    return verdict.isEmpty() ? statement(member.getKey(), member.getValue()) : verdict;
  }

  private String statement(String name, JsonValue of) {
    return switch (name) {
      case "match" -> match(of);
      case "mangle" -> mangle(of);
      case "vmap" -> vmap(of);
      case "reject" -> reject(of);
      case "snat", "dnat", "masquerade", "redirect" -> translation(name, of);
      case "counter" -> counter(of);
      case "limit" -> limit(of);
      case "quota" -> quota(of);
      case "ct count" -> "ct count " + over(of) + of.at("val").text();
      case "log" -> log(of);
      case "set" -> setUpdate(of);
      case "xt" -> of.isPresent() ? foreign(of) : expressions.unknown();
      case "ct helper", "ct timeout", "ct expectation" -> name + " set \"" + of.text() + '"';
      case "notrack" -> name;
      case "flow" -> "flow " + of.at("op").text() + " " + of.at("flowtable").text();
      case "fwd" -> "fwd " + address(of, "addr") + "to \"" + of.at("dev").text() + '"';
      case "queue" -> ("queue " + flags(of) + "to " + expressions.value(of.at("num"), "")).strip();
      case "tproxy" -> "tproxy " + to(of);
      case "synproxy" -> synproxy(of);
      default -> expressions.unknown();
    };
  }

  private String match(JsonValue match) {
    String key = expressions.key(match.at("left"));
    JsonValue right = match.at("right");
    String operator = match.at("op").text();
    boolean masked = match.at("left", "&").isPresent();
    boolean written = !operator.equals("in") && (masked || BIT_FIELDS.contains(key));
    String shown = written || !operator.matches("==|in|") ? " " + operator + " " : " ";
    return key + shown + (masked ? expressions.flags(right, key) : compared(key, right));
  }

  private String compared(String key, JsonValue right) {
    if (key.startsWith("fib ") && right.text().matches("true|false")) {
      return right.isTrue() ? "exists" : "missing";
    }
    return expressions.value(right, key);
  }

  private String mangle(JsonValue mangle) {
    String key = expressions.key(mangle.at("key"));
    return key + " set " + expressions.value(mangle.at("value"), key);
  }

  private String vmap(JsonValue vmap) {
    String key = expressions.key(vmap.at("key"));
    return key + " vmap " + expressions.set(vmap.at("data"), key, "");
  }

  /** Port unreachable is what nft rejects with if nothing is said. */
  private static String reject(JsonValue reject) {
    String with = (reject.at("type").text() + " " + reject.at("expr").text()).strip();
    return with.isEmpty() || with.matches("icmp(x|v6)? port-unreachable")
        ? "reject"
        : "reject with " + with;
  }

  private String translation(String name, JsonValue of) {
    return (name + " " + address(of, "family") + to(of) + flags(of)).strip();
  }

  private static String address(JsonValue of, String member) {
    return of.at(member).isText() ? of.at(member).text() + " " : "";
  }

  /** {@code to 10.0.0.1:8080}, {@code to :8080}, {@code to [fd00::1]:80}. */
  private String to(JsonValue of) {
    String address = of.at("addr").isPresent() ? expressions.value(of.at("addr"), "") : "";
    String port = of.at("port").isPresent() ? ":" + expressions.value(of.at("port"), "") : "";
    boolean bracketed = !port.isEmpty() && address.contains(":");
    String target = (bracketed ? "[" + address + "]" : address) + port;
    return target.isEmpty() ? "" : "to " + target + " ";
  }

  private static String flags(JsonValue of) {
    String flags = ExpressionText.words(of.at("flags"), ",");
    return flags.isEmpty() ? "" : flags + " ";
  }

  private static String counter(JsonValue counter) {
    if (counter.isText()) {
      return "counter name \"" + counter.text() + '"';
    }
    return counter.at("packets").isPresent()
        ? "counter packets " + counter.at("packets").text() + " bytes " + counter.at("bytes").text()
        : "counter";
  }

  private static String limit(JsonValue limit) {
    if (limit.isText()) {
      return "limit name \"" + limit.text() + '"';
    }
    String unit = limit.at("rate_unit").isText() ? " " + limit.at("rate_unit").text() : "";
    String rate = limit.at("rate").text() + unit + "/" + limit.at("per").text();
    boolean usual = limit.at("burst").number(5) == 5 && unit.isEmpty();
    String burstUnit = limit.at("burst_unit").isText() ? limit.at("burst_unit").text() : "packets";
    String burst = usual ? "" : " burst " + limit.at("burst").text() + " " + burstUnit;
    return "limit rate " + over(limit) + rate + burst;
  }

  private static String quota(JsonValue quota) {
    return quota.isText()
        ? "quota name \"" + quota.text() + '"'
        : "quota " + over(quota) + quota.at("val").text() + " " + quota.at("val_unit").text();
  }

  private static String over(JsonValue of) {
    return of.at("inv").isTrue() ? "over " : "";
  }

  private String log(JsonValue log) {
    StringBuilder text = new StringBuilder("log");
    log.members()
        .forEach(
            (name, value) -> {
              String shown =
                  name.equals("prefix")
                      ? '"' + value.text().replace("\"", "") + '"'
                      : ExpressionText.words(value, ",");
              text.append(' ').append(name).append(' ').append(shown);
            });
    return text.toString();
  }

  private String setUpdate(JsonValue update) {
    String element = expressions.value(update.at("elem"), "");
    String timeout = update.at("elem", "elem", "timeout").text();
    StringBuilder inside = new StringBuilder(element);
    if (!timeout.isEmpty()) {
      inside.append(" timeout ").append(timeout).append('s');
    }
    update.at("stmt").elements().forEach(each -> inside.append(' ').append(statement(each)));
    return update.at("op").text() + " " + update.at("set").text() + " { " + inside + " }";
  }

  private static String foreign(JsonValue of) {
    boolean target = of.at("type").text().equals("target");
    return (target ? "xt target \"" : "xt match \"") + of.at("name").text() + '"';
  }

  private static String synproxy(JsonValue of) {
    StringBuilder text = new StringBuilder("synproxy");
    of.textMembers().forEach((name, value) -> text.append(" " + name + " " + value));
    return text + " " + flags(of);
  }
}
