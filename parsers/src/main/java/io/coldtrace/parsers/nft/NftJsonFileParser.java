package io.coldtrace.parsers.nft;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.netfilter.NftSet;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.json.JsonDocument;
import io.coldtrace.parsers.json.JsonValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.CharStreams;

/**
 * All tables of nftables, {@code nft -j list ruleset} of nft(8), libnftables-json(5): the facts are
 * those of the listing as text, for each rule is written as text and read as such.
 *
 * <pre>
 * {"nftables": [{"metainfo": {"version": "1.0.6", "json_schema_version": 1}},
 *   {"table": {"family": "ip", "name": "filter", "handle": 1}},
 *   {"chain": {"family": "ip", "table": "filter", "name": "INPUT", "type": "filter", "hook": "input", "prio": 0, "policy": "accept"}},
 *   {"rule": {"family": "ip", "table": "filter", "chain": "INPUT", "expr": [{"drop": null}]}}]}
 * </pre>
 */
public final class NftJsonFileParser implements FileParser {
  @Override
  public String kind() {
    return "nft-ruleset-json";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    JsonDocument document = JsonDocument.read(text, Set.of());
    boolean known = document.roots().stream().allMatch(root -> root.at("nftables").isPresent());
    if (!document.isWhole() || !known || document.roots().isEmpty()) {
      return;
    }
    for (JsonValue root : document.roots()) {
      new Ruleset(text, ledger).read(root.at("nftables").elements());
    }
    ledger.factLines(1, text.lines().size());
  }

  /** One document on its way through: tables come before what they hold. */
  private static final class Ruleset {
    private final CapturedText text;
    private final LineLedger ledger;
    private final RecordParser<NftRulesetParser> parser =
        new RecordParser<>(new NftRulesetLexer(CharStreams.fromString("")), NftRulesetParser::new);
    private final Set<List<String>> dormant = new HashSet<>();
    private final Map<List<String>, Integer> positions = new HashMap<>();

    Ruleset(CapturedText text, LineLedger ledger) {
      this.text = text;
      this.ledger = ledger;
    }

    void read(List<JsonValue> objects) {
      for (JsonValue object : objects) {
        object.members().forEach(this::read);
      }
    }

    private void read(String type, JsonValue object) {
      Source source = text.at(Math.max(1, object.line()));
      switch (type) {
        case "table" -> table(object);
        case "chain" -> ledger.fact(chain(object, source));
        case "rule" -> ledger.fact(rule(object, source));
        case "set", "map" -> ledger.fact(set(object, type.equals("map"), source));
        default -> {
          // Named objects, flow tables, the head: nothing that is modelled.
        }
      }
    }

    private void table(JsonValue table) {
      // nft 1.0.6 cuts the word off.
      if (ExpressionText.words(table.at("flags"), ",").contains("dorm")) {
        dormant.add(List.of(table.at("family").text(), table.at("name").text()));
      }
    }

    private NftChain chain(JsonValue chain, Source source) {
      boolean hooked =
          chain.at("hook").isPresent()
              && !dormant.contains(List.of(chain.at("family").text(), chain.at("table").text()));
      String policy = chain.at("policy").isText() ? chain.at("policy").text() : "accept";
      return new NftChain(
          source,
          chain.at("family").text(),
          chain.at("table").text(),
          chain.at("name").text(),
          hooked ? chain.at("type").text() : "",
          hooked ? chain.at("hook").text() : "",
          hooked ? ExpressionText.words(chain.at("dev"), ", ") : "",
          hooked ? chain.at("prio").number(0) : 0,
          hooked ? policy : "");
    }

    private NftRule rule(JsonValue rule, Source source) {
      List<String> names =
          List.of(rule.at("family").text(), rule.at("table").text(), rule.at("chain").text());
      String comment = rule.at("comment").text().replace("\"", "");
      String written = StatementText.of(rule).orElse("");
      String record = written + (comment.isEmpty() ? "" : " comment \"" + comment + '"');
      ReadRule read =
          written.isEmpty() && !rule.at("expr").elements().isEmpty()
              ? RuleVisitor.readNothing(record.strip())
              : ReadRule.of(record, parser);
      return new NftRule(
          source,
          names.get(0),
          names.get(1),
          names.get(2),
          positions.merge(names, 1, Integer::sum),
          read.matches(),
          read.statements(),
          read.verdict(),
          read.verdictArgument(),
          record.strip());
    }

    private static NftSet set(JsonValue set, boolean map, Source source) {
      ExpressionText expressions = new ExpressionText();
      boolean inferred = set.at("type", "typeof").isPresent();
      String type =
          inferred
              ? expressions.key(set.at("type", "typeof"))
              : ExpressionText.words(set.at("type"), " . ");
      String data = ExpressionText.words(set.at("map"), " . ");
      return new NftSet(
          source,
          set.at("family").text(),
          set.at("table").text(),
          set.at("name").text(),
          (inferred ? "typeof " : "") + type + (map ? " : " + data : ""),
          map,
          set.at("elem").elements().stream().map(e -> expressions.element(e, type, data)).toList());
    }
  }
}
