package io.coldtrace.parsers.nft;

import io.coldtrace.facts.netfilter.NftSet;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.nft.NftRulesetParser.ElementsLineContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SetLineContext;
import io.coldtrace.parsers.nft.NftRulesetParser.SingleSetLineContext;
import io.coldtrace.parsers.nft.NftRulesetParser.TypeLineContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A named set or map. It is a fact only if all of its lines are read and its end is there: half a
 * set would make addresses look absent.
 */
final class SetBlock implements NftListing.NftBlock {
  private final CapturedText text;
  private final LineLedger ledger;
  private final RecordParser<NftRulesetParser> parser;
  private final NftTable table;
  private final String kind;
  private final String name;
  private final int opening;
  private final List<String> elements = new ArrayList<>();
  private String type = "";
  private boolean complete = true;

  SetBlock(
      CapturedText text,
      LineLedger ledger,
      RecordParser<NftRulesetParser> parser,
      NftTable table,
      String kind,
      String name,
      int opening) {
    this.text = text;
    this.ledger = ledger;
    this.parser = parser;
    this.table = table;
    this.kind = kind;
    this.name = name;
    this.opening = opening;
  }

  @Override
  public void read(String record, int first, int last) {
    Optional<SetLineContext> line =
        parser.parse(record, NftRulesetParser::singleSetLine).map(SingleSetLineContext::setLine);
    if (line.isEmpty()) {
      complete = false;
    } else if (line.get() instanceof TypeLineContext) {
      type = record.startsWith("type ") ? record.substring("type ".length()) : record;
    } else if (line.get() instanceof ElementsLineContext list) {
      list.set().element().forEach(element -> elements.add(ElementText.of(element)));
    }
  }

  @Override
  public void close(int line) {
    if (complete) {
      ledger.fact(
          new NftSet(
              text.at(opening),
              table.family(),
              table.name(),
              name,
              type,
              kind.equals("map"),
              List.copyOf(elements)),
          opening,
          line);
    }
  }
}
