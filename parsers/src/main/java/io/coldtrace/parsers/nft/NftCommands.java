package io.coldtrace.parsers.nft;

import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.facts.netfilter.NftSet;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.nft.NftRulesetParser.ElementsLineContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SetLineContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SingleSetLineContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Commands of nft(8), as scripts, {@code iptables-restore-translate} and documents list them. What
 * they add is a fact once all of them are read: one may insert before another.
 *
 * <pre>
 * add table ip filter
 * add chain ip filter INPUT { type filter hook input priority 0; policy accept; }
 * nft add rule ip filter INPUT tcp dport 22 ct state new counter accept
 * nft insert rule inet filter input ip saddr @blocked drop
 * add element inet filter blocked { 10.0.0.1, 10.0.0.2 }
 * </pre>
 */
final class NftCommands {
  private static final Pattern COMMAND =
      Pattern.compile(
          "(?:sudo )?(?:(?:/\\S*/)?nft (?:-\\S+ )*)?(?<verb>add|create|insert|replace|delete|destroy|flush|reset"
              + "|rename|list) (?<object>table|chain|rule|set|map|element|ruleset|counter|quota|limit"
              + "|flowtable|ct \\w+|tables|chains|sets|maps)\\b ?(?<rest>.*)");

  private static final String FAMILIES = "ip|ip6|inet|arp|bridge|netdev";

  private static final Pattern NAMES =
      Pattern.compile(
          "(?:(?<family>" + FAMILIES + ") )?(?<table>[^\\s{]+)(?: (?<name>[^\\s{]+))?(?<rest>.*)");

  private static final Pattern PLACE = Pattern.compile("(?:handle|position|index) [0-9]+ ");
  private static final Pattern BODY = Pattern.compile(" ?\\{ ?(?<inside>.*?);? ?\\}");

  private final CapturedText text;
  private final LineLedger ledger;
  private final RecordParser<NftRulesetParser> parser;
  private final Map<NftTable, Map<String, List<Added>>> rules = new LinkedHashMap<>();
  private final Map<NftTable, Map<String, NftSet>> sets = new LinkedHashMap<>();

  NftCommands(CapturedText text, LineLedger ledger, RecordParser<NftRulesetParser> parser) {
    this.text = text;
    this.ledger = ledger;
    this.parser = parser;
  }

  private record Added(int line, String record) {}

  /** Takes a command; false if the line is none, or is not understood. */
  boolean read(String record, int first, int last) {
    // A shell wants these kept from it.
    Matcher command = COMMAND.matcher(record.replaceAll("\\\\(?=[;{}])|'", ""));
    if (!command.matches()) {
      return false;
    }
    boolean adds = command.group("verb").matches("add|create|insert");
    Matcher names = NAMES.matcher(command.group("rest"));
    if (!adds || !names.matches()) {
      ledger.ignored(first, Ignored.NOT_MODELLED);
      return true;
    }
    String family = names.group("family") == null ? "ip" : names.group("family");
    NftTable table = new NftTable(family, names.group("table"), false);
    String name = names.group("name") == null ? "" : names.group("name");
    String rest = names.group("rest");
    boolean inserts = command.group("verb").equals("insert");
    boolean understood =
        switch (command.group("object")) {
          case "table" -> ignored(first, Ignored.HEADING);
          case "chain" -> chain(table, name, rest, first);
          case "rule" -> rule(table, name, rest.strip(), inserts, first);
          case "set", "map" -> set(table, name, command.group("object"), rest, first);
          case "element" -> elements(table, name, rest, first);
          default -> ignored(first, Ignored.NOT_MODELLED);
        };
    if (understood && last > first) {
      ledger.factLines(first, last);
    }
    return understood;
  }

  private boolean ignored(int line, Ignored reason) {
    ledger.ignored(line, reason);
    return true;
  }

  private boolean chain(NftTable table, String name, String rest, int line) {
    Matcher body = BODY.matcher(rest);
    ChainBlock chain = new ChainBlock(text, ledger, parser, table, name, line);
    if (body.matches() && !body.group("inside").isBlank()) {
      chain.read(body.group("inside").strip() + ";", line, line);
    }
    chain.close(line);
    return !name.isEmpty() && (rest.isBlank() || body.matches());
  }

  private boolean rule(NftTable table, String chain, String rest, boolean inserts, int line) {
    String record = PLACE.matcher(rest).replaceFirst("");
    if (record.isEmpty()) {
      return false;
    }
    List<Added> added =
        rules
            .computeIfAbsent(table, unused -> new LinkedHashMap<>())
            .computeIfAbsent(chain, unused -> new ArrayList<>());
    added.add(inserts ? 0 : added.size(), new Added(line, record));
    ledger.factLine(line);
    return true;
  }

  private boolean set(NftTable table, String name, String object, String rest, int line) {
    Matcher body = BODY.matcher(rest);
    if (!body.matches()) {
      return false;
    }
    String type = "";
    List<String> elements = new ArrayList<>();
    // Not within the braces of the elements.
    for (String part : body.group("inside").split(";(?![^{]*\\})", -1)) {
      if (part.strip().matches("type(?:of)? .*")) {
        type = part.strip().replaceFirst("^type ", "");
      } else {
        elementsOf(part.strip()).ifPresent(elements::addAll);
      }
    }
    sets.computeIfAbsent(table, unused -> new LinkedHashMap<>())
        .put(name, newSet(table, name, type, object.equals("map"), elements, line));
    ledger.factLine(line);
    return true;
  }

  private NftSet newSet(
      NftTable table, String name, String type, boolean map, List<String> elements, int line) {
    return new NftSet(
        text.at(line), table.family(), table.name(), name, type, map, List.copyOf(elements));
  }

  /** Elements of a set that was not added here would make the rest of it look absent. */
  private boolean elements(NftTable table, String name, String rest, int line) {
    Optional<List<String>> more = elementsOf("elements = " + rest.strip());
    Map<String, NftSet> ofTable = sets.getOrDefault(table, Map.of());
    NftSet set = ofTable.get(name);
    if (more.isEmpty()) {
      return false;
    }
    if (set == null) {
      return ignored(line, Ignored.NOT_MODELLED);
    }
    List<String> all = new ArrayList<>(set.elements());
    all.addAll(more.get());
    ofTable.put(name, newSet(table, name, set.type(), set.map(), all, set.source().line()));
    ledger.factLine(line);
    return true;
  }

  private Optional<List<String>> elementsOf(String line) {
    Optional<SetLineContext> read =
        parser.parse(line, NftRulesetParser::singleSetLine).map(SingleSetLineContext::setLine);
    return read.filter(ElementsLineContext.class::isInstance)
        .map(ElementsLineContext.class::cast)
        .map(list -> list.set().element().stream().map(ElementText::of).toList());
  }

  void finish() {
    sets.values().forEach(ofTable -> ofTable.values().forEach(ledger::fact));
    rules.forEach((table, chains) -> chains.forEach((chain, added) -> finish(table, chain, added)));
  }

  private void finish(NftTable table, String chain, List<Added> added) {
    for (int i = 0; i < added.size(); i++) {
      String record = added.get(i).record();
      ReadRule rule = ReadRule.of(record, parser);
      ledger.fact(
          new NftRule(
              text.at(added.get(i).line()),
              table.family(),
              table.name(),
              chain,
              i + 1,
              rule.matches(),
              rule.statements(),
              rule.verdict(),
              rule.verdictArgument(),
              record));
    }
  }
}
