package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.iptables.IptablesSaveParser.ChainLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.CommitLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.LineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.TableLineContext;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One file of iptables-save or of commands on its way through: what the lines so far say about the
 * next one.
 */
final class IptablesListing {
  // 18 digits fit a long.
  private static final Pattern COUNTERS = Pattern.compile("\\[([0-9]{1,18}):([0-9]{1,18})\\]\\s*");

  private final CapturedText text;
  private final LineLedger ledger;
  private final ParsedRules rules;
  private final RulePlaces places;
  private final Set<String> declared = new HashSet<>();
  private final ListingTable bareTable;
  private final int lastLine;
  private ListingOrigin origin;
  private String table = "";
  private boolean tableOpen;

  IptablesListing(CapturedText text, LineLedger ledger, ParsedRules rules) {
    this.text = text;
    this.ledger = ledger;
    this.rules = rules;
    places = RulePlaces.of(text, ledger);
    bareTable = new ListingTable(text);
    origin = ListingOrigin.of(text);
    lastLine = RuleLines.lastWritten(text);
  }

  void read() {
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
      origin = ListingOrigin.ofHead(comment, text);
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
      table = head.name == null ? head.STAR_WORD().getText().substring(1) : head.name.getText();
      tableOpen = true;
      ledger.ignored(line, Ignored.HEADING);
    } else if (tree instanceof CommitLineContext) {
      table = "";
      tableOpen = false;
      ledger.ignored(line, Ignored.STRUCTURE);
    } else if (tree instanceof ChainLineContext chain) {
      readChain(line, chain);
    }
  }

  private void readChain(int line, ChainLineContext chain) {
    long packets = -1;
    long bytes = -1;
    if (chain.counters != null) {
      Matcher counters = COUNTERS.matcher(chain.counters.getText());
      if (!counters.matches()) {
        return;
      }
      packets = Long.parseLong(counters.group(1));
      bytes = Long.parseLong(counters.group(2));
    }
    String name = chain.COLON_WORD().getText().substring(1);
    String policy = RuleWords.unquoted(chain.policy.getText());
    chain(line, origin, table, name, policy, packets, bytes);
  }

  private void chain(
      int line,
      ListingOrigin from,
      String inTable,
      String name,
      String policy,
      long packets,
      long bytes) {
    declared.add(inTable + '\n' + name);
    ledger.fact(
        new IptablesChain(
            text.at(line), from.backend(), from.family(), inTable, name, policy, packets, bytes));
  }

  private void readRule(RuleLines record, String content, ListingOrigin from) {
    Matcher counters = COUNTERS.matcher(content);
    boolean counted = content.startsWith("[") && counters.lookingAt();
    Optional<ParsedRule> parsed = rules.rule(counted ? content.substring(counters.end()) : content);
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
          long packets = counted ? Long.parseLong(counters.group(1)) : rule.packets();
          long bytes = counted ? Long.parseLong(counters.group(2)) : rule.bytes();
          places.add(record, from, inTable, rule, packets, bytes);
        }
      }
      case "-P" ->
          chain(
              record.first(),
              from,
              inTable,
              rule.chain(),
              rule.policy(),
              rule.packets(),
              rule.bytes());
      case "-N" -> chain(record.first(), from, inTable, rule.chain(), "-", -1, -1);
      default -> ledger.ignored(record.first(), Ignored.NOT_MODELLED);
    }
  }

  private String tableOf(ParsedRule rule, RuleLines record) {
    return rule.table().isEmpty() ? bare(record) : rule.table();
  }

  private String bare(RuleLines record) {
    // A command of a shell without -t is about filter, iptables(8).
    return tableOpen || !table.isEmpty()
        ? table
        : record.isShellCommand() ? "filter" : bareTable.at(record.first());
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
