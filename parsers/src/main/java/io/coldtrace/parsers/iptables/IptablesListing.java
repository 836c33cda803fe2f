package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.iptables.IptablesSaveParser.CommitLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.LineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.TableLineContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * One file of iptables-save or of commands on its way through: what the lines so far say about the
 * next one.
 */
final class IptablesListing {
  private final CapturedText text;
  private final LineLedger ledger;
  private final ParsedRules rules;
  private final RulePlaces places;
  private final Set<String> declared = new HashSet<>();
  private final ListingOrigin named;
  private final int lastLine;
  private ListingOrigin origin;

  /** Of rules outside of any table, once there is one. */
  private Optional<ListingTable> bareTable = Optional.empty();

  private String table = "";
  private boolean tableOpen;

  IptablesListing(CapturedText text, LineLedger ledger, ParsedRules rules) {
    this.text = text;
    this.ledger = ledger;
    this.rules = rules;
    places = RulePlaces.of(text, ledger);
    named = ListingOrigin.of(text);
    origin = named;
    lastLine = RuleLines.lastWritten(text);
  }

  void read() {
    ParsedRules.readAhead(text);
    int line = 1;
    while (line <= text.lines().size()) {
      line = readRecord(line) + 1;
    }
    places.finish();
  }

  /** Answers the last line that it read. */
  private int readRecord(int line) {
    String content = text.line(line).strip();
    if (content.isEmpty()) {
      ledger.ignored(line, Ignored.BLANK);
    } else if (content.startsWith("#")) {
      readComment(line, content);
    } else if (content.startsWith("-") || content.startsWith("[")) {
      RuleLines record = RuleLines.at(text, line);
      readRule(record, record.content(), origin);
      return record.last();
    } else if (content.startsWith(":")) {
      readChain(line, content);
    } else if (ShellCommand.isListing(content)) {
      ledger.ignored(line, Ignored.HEADING);
    } else if (ShellCommand.isOne(content)) {
      RuleLines record = RuleLines.at(text, line);
      ShellCommand.parse(record.content(), origin)
          .ifPresent(command -> readRule(record, command.options(), command.origin()));
      return record.last();
    } else if (ToolMessage.isOne(content)) {
      ledger.ignored(line, Ignored.TOOL_MESSAGE);
    } else {
      rules.structure(content).ifPresent(tree -> readStructure(line, tree));
    }
    return line;
  }

  private void readComment(int line, String comment) {
    if (ListingOrigin.isHead(comment)) {
      origin = ListingOrigin.ofHead(comment, named);
      table = "";
      tableOpen = false;
      // Each table has a head of its own; the same one again is another listing.
      places.nextListing();
      ledger.ignored(line, Ignored.HEADING);
    } else {
      boolean message = ToolMessage.isOne(comment);
      ledger.ignored(line, message ? Ignored.TOOL_MESSAGE : Ignored.COMMENT);
    }
  }

  private void readStructure(int line, LineContext tree) {
    if (tree instanceof TableLineContext head) {
      table = head.name == null ? head.word.getText().substring(1) : head.name.getText();
      tableOpen = true;
      ledger.ignored(line, Ignored.HEADING);
    } else if (tree instanceof CommitLineContext) {
      table = "";
      tableOpen = false;
      ledger.ignored(line, Ignored.STRUCTURE);
    }
  }

  private void readChain(int line, String content) {
    int bracket = content.endsWith("]") ? content.lastIndexOf('[') : -1;
    Optional<Counters> counters = Counters.at(content, bracket);
    int end = counters.isPresent() ? bracket : content.length();
    rules
        .chain(content, end)
        .ifPresent(
            chain ->
                chain(
                    line,
                    origin,
                    table,
                    chain,
                    counters.map(Counters::packets).orElse(-1L),
                    counters.map(Counters::bytes).orElse(-1L)));
  }

  private void chain(
      int line, ListingOrigin from, String inTable, ParsedChain chain, long packets, long bytes) {
    declared.add(inTable + '\n' + chain.name());
    places.chain(line, from, inTable, chain, packets, bytes);
  }

  private void readRule(RuleLines record, String content, ListingOrigin from) {
    Optional<Counters> counters = Counters.at(content, 0);
    Optional<ParsedRule> parsed = rules.rule(content, counters);
    if (parsed.isEmpty()) {
      return;
    }
    ParsedRule rule = parsed.get();
    String inTable = tableOf(rule, record);
    String family = rule.family() == 0 ? from.family() : rule.family() == 4 ? "ip" : "ip6";
    boolean otherFamily = !family.equals(from.family());
    switch (rule.command()) {
      case "-A", "-I" -> {
        if (otherFamily) {
          ledger.ignored(record.first(), Ignored.NOT_MODELLED);
        } else if (!isCut(record, rule, inTable)) {
          long packets = counters.map(Counters::packets).orElse(rule.packets());
          long bytes = counters.map(Counters::bytes).orElse(rule.bytes());
          places.add(record, from, inTable, rule, packets, bytes);
        }
      }
      case "-P" ->
          chain(
              record.first(),
              from,
              inTable,
              new ParsedChain(rule.chain(), rule.policy()),
              rule.packets(),
              rule.bytes());
      case "-N" -> chain(record.first(), from, inTable, new ParsedChain(rule.chain(), "-"), -1, -1);
      default -> ledger.ignored(record.first(), Ignored.NOT_MODELLED);
    }
  }

  private String tableOf(ParsedRule rule, RuleLines record) {
    return rule.table().isEmpty() ? bare(record) : rule.table();
  }

  private String bare(RuleLines record) {
    // A command of a shell without -t is about filter, iptables(8).
    if (tableOpen || !table.isEmpty()) {
      return table;
    }
    if (record.isShellCommand()) {
      return "filter";
    }
    if (bareTable.isEmpty()) {
      bareTable = Optional.of(new ListingTable(text));
    }
    return bareTable.get().at(record.first());
  }

  /**
   * A rule that goes on in the next line, or after which the file breaks off in the middle of a
   * table and of a word. A rule ends with its target.
   */
  private boolean isCut(RuleLines record, ParsedRule rule, String inTable) {
    if (record.first() != record.last()) {
      return false;
    }
    if (record.last() == lastLine) {
      boolean known =
          Extensions.target(rule.target()).isPresent()
              || declared.contains(inTable + '\n' + rule.target());
      return rule.target().isEmpty() || (tableOpen && !known && !declared.isEmpty());
    }
    return record.isContinued(text);
  }
}
