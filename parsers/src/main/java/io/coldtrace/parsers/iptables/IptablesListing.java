package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.IptablesChain;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.iptables.IptablesSaveParser.AppendLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.ChainLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.CommitLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.LineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.TableLineContext;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.CharStreams;

/** One file of iptables-save on its way through: what the lines so far say about the next one. */
final class IptablesListing {
  // 18 digits fit a long.
  private static final Pattern COUNTERS = Pattern.compile("\\[([0-9]{1,18}):([0-9]{1,18})\\]\\s*");
  private static final Pattern TOOL_MESSAGE =
      Pattern.compile("#\\s*(Warning:|Table `.*' is incompatible).*");

  private final CapturedText text;
  private final LineLedger ledger;
  private final Map<String, Optional<ParsedRule>> remembered;
  private final int maxRemembered;
  private final RecordParser<IptablesSaveParser> parser =
      new RecordParser<>(
          new IptablesSaveLexer(CharStreams.fromString("")), IptablesSaveParser::new);
  private final IptablesSaveVisitor visitor = new IptablesSaveVisitor();
  private final Map<String, Integer> positions = new HashMap<>();
  private ListingOrigin origin;
  private String table = "";

  IptablesListing(
      CapturedText text,
      LineLedger ledger,
      Map<String, Optional<ParsedRule>> remembered,
      int maxRemembered) {
    this.text = text;
    this.ledger = ledger;
    this.remembered = remembered;
    this.maxRemembered = maxRemembered;
    origin = ListingOrigin.ofFile(text.file());
  }

  void read() {
    for (int line = 1; line <= text.lines().size(); line++) {
      readLine(line, text.line(line).strip());
    }
  }

  private void readLine(int line, String content) {
    if (content.isEmpty()) {
      ledger.ignored(line, Ignored.BLANK);
    } else if (content.startsWith("#")) {
      readComment(line, content);
    } else if (content.startsWith("-") || content.startsWith("[")) {
      readRule(line, content);
    } else {
      parser
          .parse(content, IptablesSaveParser::singleLine)
          .ifPresent(tree -> readStructure(line, tree.line()));
    }
  }

  private void readComment(int line, String comment) {
    if (ListingOrigin.isHead(comment)) {
      origin = ListingOrigin.ofHead(comment, text.file());
      table = "";
      // Each table has a head of its own; the same one again is another listing.
      positions.clear();
      ledger.ignored(line, Ignored.HEADING);
    } else {
      boolean message = TOOL_MESSAGE.matcher(comment).matches();
      ledger.ignored(line, message ? Ignored.TOOL_MESSAGE : Ignored.COMMENT);
    }
  }

  private void readStructure(int line, LineContext tree) {
    if (tree instanceof TableLineContext head) {
      table = head.STAR_WORD().getText().substring(1);
      ledger.ignored(line, Ignored.HEADING);
    } else if (tree instanceof CommitLineContext) {
      table = "";
      ledger.ignored(line, Ignored.STRUCTURE);
    } else if (tree instanceof ChainLineContext chain) {
      readChain(line, chain);
    }
  }

  private void readChain(int line, ChainLineContext chain) {
    long packets = -1;
    long bytes = -1;
    if (chain.COUNTERS() != null) {
      Matcher counters = COUNTERS.matcher(chain.COUNTERS().getText());
      if (!counters.matches()) {
        return;
      }
      packets = Long.parseLong(counters.group(1));
      bytes = Long.parseLong(counters.group(2));
    }
    ledger.fact(
        new IptablesChain(
            text.at(line),
            origin.backend(),
            origin.family(),
            table,
            chain.COLON_WORD().getText().substring(1),
            IptablesSaveVisitor.text(chain.policy),
            packets,
            bytes));
  }

  private void readRule(int line, String content) {
    Matcher counters = COUNTERS.matcher(content);
    boolean counted = counters.lookingAt();
    ruleOf(counted ? content.substring(counters.end()) : content)
        .ifPresent(
            rule ->
                ledger.fact(
                    new IptablesRule(
                        text.at(line),
                        origin.backend(),
                        origin.family(),
                        table,
                        rule.chain(),
                        positions.merge(table + '\n' + rule.chain(), 1, Integer::sum),
                        rule.matches(),
                        rule.target(),
                        rule.goesTo(),
                        rule.targetOptions(),
                        counted ? Long.parseLong(counters.group(1)) : -1,
                        counted ? Long.parseLong(counters.group(2)) : -1,
                        rule.text())));
  }

  private Optional<ParsedRule> ruleOf(String rule) {
    Optional<ParsedRule> known = remembered.get(rule);
    if (known != null) {
      return known;
    }
    Optional<ParsedRule> parsed = parse(rule);
    if (remembered.size() < maxRemembered) {
      remembered.put(rule, parsed);
    }
    return parsed;
  }

  private Optional<ParsedRule> parse(String rule) {
    return parser
        .parse(rule, IptablesSaveParser::singleLine)
        .flatMap(
            tree ->
                tree.line() instanceof AppendLineContext append
                    ? RuleReader.read(
                        rule, IptablesSaveVisitor.text(append.chain), visitor.options(append))
                    : Optional.empty());
  }
}
