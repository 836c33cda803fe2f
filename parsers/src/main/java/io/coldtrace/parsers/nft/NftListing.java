package io.coldtrace.parsers.nft;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.nft.NftRulesetParser.SingleOpeningContext;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;

/** A listing on its way through: finds the blocks and hands each its lines. */
final class NftListing {
  private final CapturedText text;
  private final LineLedger ledger;
  private final LogicalLines lines;
  private final RecordParser<NftRulesetParser> parser =
      new RecordParser<>(new NftRulesetLexer(CharStreams.fromString("")), NftRulesetParser::new);
  private final NftCommands commands;
  private Optional<NftTable> table = Optional.empty();
  private Optional<NftBlock> block = Optional.empty();

  NftListing(CapturedText text, LineLedger ledger) {
    this.text = text;
    this.ledger = ledger;
    lines = new LogicalLines(text.lines());
    commands = new NftCommands(text, ledger, parser);
  }

  void read() {
    int line = 1;
    while (line <= text.lines().size()) {
      line = readRecord(line) + 1;
    }
    commands.finish();
  }

  /** Answers the last line that it read. */
  private int readRecord(int line) {
    String content = text.line(line).strip();
    if (content.isEmpty()) {
      ledger.ignored(line, Ignored.BLANK);
    } else if (content.startsWith("#") && !isRule(content)) {
      boolean message = content.startsWith("# Warning:");
      ledger.ignored(line, message ? Ignored.TOOL_MESSAGE : Ignored.COMMENT);
    } else if (content.equals("}")) {
      ledger.ignored(line, Ignored.STRUCTURE);
      close(line);
    } else if (block.isPresent()) {
      LogicalLines.LogicalLine record = lines.startingAt(line);
      block.get().read(record.text(), line, record.last());
      return record.last();
    } else {
      LogicalLines.LogicalLine record = lines.startingAt(line);
      if (commands.read(record.text(), line, record.last())) {
        return record.last();
      }
      readOutsideOfBlocks(line);
    }
    return line;
  }

  /**
   * Older versions print a match of iptables-nft that they cannot translate as a comment, also at
   * the beginning of a rule: {@code # match-set KUBE-CLUSTER-IP dst counter packets 3 bytes 180
   * accept}. A rule of iptables always has a counter.
   */
  private boolean isRule(String comment) {
    return block.isPresent() && comment.contains(" counter packets ");
  }

  private void close(int line) {
    if (block.isPresent()) {
      block.get().close(line);
      block = Optional.empty();
    } else {
      table = Optional.empty();
    }
  }

  private void readOutsideOfBlocks(int line) {
    String content = lines.single(line);
    Optional<SingleOpeningContext> opening = parser.parse(content, NftRulesetParser::singleOpening);
    if (opening.isPresent()) {
      open(line, opening.get().name().stream().map(TreeText::unquoted).toList());
    } else if (table.isPresent()) {
      readTableLine(line, content);
    }
  }

  /** {@code flags dormant}, {@code comment "..."}. */
  private void readTableLine(int line, String content) {
    if (content.startsWith("flags ")) {
      table = Optional.of(table.get().withFlags(content));
      ledger.ignored(line, Ignored.NOT_MODELLED);
    } else if (content.startsWith("comment ")) {
      ledger.ignored(line, Ignored.COMMENT);
    }
  }

  private void open(int line, List<String> words) {
    String name = words.get(words.size() - 1);
    boolean opensTable = words.get(0).equals("table") && words.size() > 1;
    if (opensTable) {
      // Without a family it is ip, nft(8).
      table = Optional.of(new NftTable(words.size() > 2 ? words.get(1) : "ip", name, false));
      block = Optional.empty();
      ledger.ignored(line, Ignored.HEADING);
    } else if (table.isPresent() && words.size() > 1) {
      block = Optional.of(newBlock(line, words.get(0), name));
    }
  }

  private NftBlock newBlock(int line, String kind, String name) {
    return switch (kind) {
      case "chain" -> new ChainBlock(text, ledger, parser, table.get(), name, line);
      case "set", "map" -> new SetBlock(text, ledger, parser, table.get(), kind, name, line);
      default -> new OtherBlock(ledger, line);
    };
  }

  /** A block inside a table. */
  interface NftBlock {
    void read(String record, int first, int last);

    void close(int line);
  }

  /** {@code counter c}, {@code flowtable f}, {@code ct helper h}, ...: named objects. */
  private record OtherBlock(LineLedger ledger, int opening) implements NftBlock {
    OtherBlock {
      ledger.ignored(opening, Ignored.NOT_MODELLED);
    }

    @Override
    public void read(String record, int first, int last) {
      for (int line = first; line <= last; line++) {
        ledger.ignored(line, Ignored.NOT_MODELLED);
      }
    }

    @Override
    public void close(int line) {
      // Nothing is kept.
    }
  }
}
