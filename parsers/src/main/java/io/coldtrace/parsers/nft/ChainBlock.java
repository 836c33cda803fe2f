package io.coldtrace.parsers.nft;

import io.coldtrace.facts.netfilter.NftChain;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.nft.NftRulesetParser.SingleBaseChainContext;
import java.util.OptionalInt;

/**
 * A chain and its rules. The chain is a fact as soon as it is known whether its first line hooks it
 * somewhere; if that line cannot be read there is no such fact, for a chain without a hook would be
 * another chain.
 */
final class ChainBlock implements NftListing.NftBlock {
  private final CapturedText text;
  private final LineLedger ledger;
  private final RecordParser<NftRulesetParser> parser;
  private final NftTable table;
  private final String name;
  private final int opening;
  private boolean begun;
  private int position;

  ChainBlock(
      CapturedText text,
      LineLedger ledger,
      RecordParser<NftRulesetParser> parser,
      NftTable table,
      String name,
      int opening) {
    this.text = text;
    this.ledger = ledger;
    this.parser = parser;
    this.table = table;
    this.name = name;
    this.opening = opening;
  }

  @Override
  public void read(String record, int first, int last) {
    if (!begun && record.startsWith("comment ")) {
      ledger.ignored(first, Ignored.COMMENT);
    } else if (!begun && record.startsWith("type ")) {
      begun = true;
      parser
          .parse(record, NftRulesetParser::singleBaseChain)
          .ifPresent(hook -> baseChain(hook, first));
    } else {
      begin();
      rule(record, first, last);
    }
  }

  @Override
  public void close(int line) {
    begin();
  }

  private void begin() {
    if (!begun) {
      chain("", "", "", 0, "");
      begun = true;
    }
  }

  private void baseChain(SingleBaseChainContext hook, int line) {
    boolean sum = hook.priority().sign != null;
    OptionalInt priority =
        HookPriority.of(
            table.family(),
            hook.priority().base.getText(),
            sum ? hook.priority().sign.getText() : "+",
            sum ? hook.priority().offset.getText() : "0");
    if (priority.isEmpty()) {
      return;
    }
    if (table.dormant()) {
      chain("", "", "", 0, "");
    } else {
      String policy = hook.policy == null ? "accept" : hook.policy.getText();
      chain(hook.type.getText(), hook.hook.getText(), devices(hook), priority.getAsInt(), policy);
    }
    ledger.factLine(line);
  }

  private static String devices(SingleBaseChainContext hook) {
    if (hook.device != null) {
      return TreeText.unquoted(hook.device);
    }
    return hook.devices == null
        ? ""
        : String.join(
            ", ",
            hook.devices.element().stream().map(e -> ElementText.of(e).replace("\"", "")).toList());
  }

  private void chain(String type, String hook, String device, int priority, String policy) {
    ledger.fact(
        new NftChain(
            text.at(opening),
            table.family(),
            table.name(),
            name,
            type,
            hook,
            device,
            priority,
            policy));
  }

  private void rule(String record, int first, int last) {
    ReadRule rule = ReadRule.of(record, parser);
    position++;
    ledger.fact(
        new NftRule(
            text.at(first),
            table.family(),
            table.name(),
            name,
            position,
            rule.matches(),
            rule.statements(),
            rule.verdict(),
            rule.verdictArgument(),
            record),
        first,
        last);
  }
}
