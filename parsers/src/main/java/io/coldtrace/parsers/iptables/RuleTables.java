package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file of {@code iptables -L} on its way through: the chain and the columns so far. */
final class RuleTables {
  private static final Pattern CHAIN =
      Pattern.compile(
          "Chain (\\S+) \\((?:policy (\\S+)(?: ([0-9]+[KMGTPE]?) packets, ([0-9]+[KMGTPE]?) bytes)?"
              + "|-?[0-9]+ references)\\)");

  private static final Pattern HEADING =
      Pattern.compile(
          "(num\\s+)?(pkts\\s+bytes\\s+)?target\\s+prot(\\s+opt)?(\\s+in\\s+out)?\\s+source\\s+destination");

  private final CapturedText text;
  private final LineLedger ledger;
  private final ListingTable tables;
  private final ListingOrigin origin;
  private String table = "";
  private String chain = "";
  private int position;

  /** The columns of the chain at hand; none before the first heading. */
  private Optional<RuleColumns> columns = Optional.empty();

  RuleTables(CapturedText text, LineLedger ledger) {
    this.text = text;
    this.ledger = ledger;
    tables = new ListingTable(text);
    ListingOrigin named = ListingOrigin.of(text);
    boolean ip6 = text.lines().stream().anyMatch(line -> line.contains("::/0"));
    origin = ip6 ? new ListingOrigin(named.backend(), "ip6") : named;
  }

  void read() {
    for (int line = 1; line <= text.lines().size(); line++) {
      // What a row begins with counts: a blank stands for a target.
      String content = text.line(line).stripTrailing();
      Matcher head = CHAIN.matcher(content.strip());
      if (content.isBlank()) {
        ledger.ignored(line, Ignored.BLANK);
      } else if (head.matches()) {
        readChain(line, head);
      } else if (HEADING.matcher(content.strip()).matches()) {
        columns = Optional.of(columns(content.strip()));
        ledger.ignored(line, Ignored.HEADING);
      } else if (ShellCommand.isListing(content.strip())) {
        ledger.ignored(line, Ignored.HEADING);
      } else if (ToolMessage.isOne(content.strip())) {
        ledger.ignored(line, Ignored.TOOL_MESSAGE);
      } else {
        readRule(line, content);
      }
    }
  }

  private static RuleColumns columns(String heading) {
    Matcher matcher = HEADING.matcher(heading);
    return matcher.matches()
        ? new RuleColumns(
            matcher.group(1) != null, matcher.group(2) != null, matcher.group(4) != null)
        : new RuleColumns(false, false, false);
  }

  private void readChain(int line, Matcher head) {
    chain = head.group(1);
    table = tables.at(line);
    position = 0;
    columns = Optional.empty();
    String policy = head.group(2) == null ? "-" : head.group(2);
    long packets = head.group(3) == null ? -1 : RuleColumns.count(head.group(3));
    long bytes = head.group(4) == null ? -1 : RuleColumns.count(head.group(4));
    ledger.fact(
        new IptablesChain(
            text.at(line),
            origin.backend(),
            origin.family(),
            table,
            chain,
            policy,
            packets,
            bytes));
  }

  private void readRule(int line, String content) {
    Optional<RuleRow> row = columns.flatMap(each -> each.row(content));
    row.ifPresent(
        rule ->
            ledger.fact(
                new IptablesRule(
                    text.at(line),
                    origin.backend(),
                    origin.family(),
                    table,
                    chain,
                    ++position,
                    rule.matches(),
                    rule.target(),
                    rule.goesTo(),
                    rule.targetOptions(),
                    rule.packets(),
                    rule.bytes(),
                    content.strip())));
  }
}
