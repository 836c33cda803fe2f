package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.iptables.IptablesSaveParser.ChainLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.CommandLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.LineContext;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import org.antlr.v4.runtime.CharStreams;

/** The grammar, and what it made of the lines that were seen before, in whatever file. */
final class ParsedRules {
  /** A line that is no rule is remembered as well, as an empty one. */
  private static final SeenLines<Optional<ParsedRule>> RULES = new SeenLines<>();

  private static final SeenLines<Optional<ParsedChain>> CHAINS = new SeenLines<>();

  /** For fewer lines a second thread costs more than it saves. */
  private static final int WORTH_TWO = 10_000;

  private final SeenLines<Optional<ParsedRule>>.Walk rules = RULES.walk();
  private final SeenLines<Optional<ParsedChain>>.Walk chains = CHAINS.walk();

  private final RecordParser<IptablesSaveParser> parser =
      new RecordParser<>(new IptablesSaveLexer(CharStreams.fromString("")), IptablesSaveParser::new)
          .withoutChildren();

  /**
   * Begins to read the second half of a long listing, unless its rules were seen before: who reads
   * the first half meanwhile then finds them known. One reader of two cores would leave one idle.
   */
  static void readAhead(CapturedText text) {
    List<String> lines = text.lines();
    if (lines.size() < WORTH_TWO) {
      return;
    }
    List<String> half = lines.subList(lines.size() / 2, lines.size());
    String middle = half.get(0).strip();
    if (!RULES.hasSeen(middle.substring(behind(Counters.at(middle, 0), middle)))) {
      ForkJoinPool.commonPool().execute(() -> readAll(half));
    }
  }

  private static void readAll(List<String> lines) {
    ParsedRules rules = new ParsedRules();
    for (String raw : lines) {
      String line = raw.strip();
      if (line.startsWith("-A ") || line.startsWith("[")) {
        rules.rule(line, Counters.at(line, 0));
      }
    }
  }

  /**
   * What a command says; empty if iptables would not take it.
   *
   * @param counters that stand before it in the line
   */
  Optional<ParsedRule> rule(String line, Optional<Counters> counters) {
    return rules.get(line, behind(counters, line), line.length(), this::parseRule);
  }

  private static int behind(Optional<Counters> counters, String line) {
    int start = counters.map(Counters::end).orElse(0);
    while (start < line.length() && Character.isWhitespace(line.charAt(start))) {
      start++;
    }
    return start;
  }

  private Optional<ParsedRule> parseRule(String command) {
    return structure(command)
        .flatMap(
            tree ->
                tree instanceof CommandLineContext
                    ? RuleReader.read(command, RuleWords.of(parser.tokens()))
                    : Optional.empty());
  }

  /**
   * The chain that a line declares.
   *
   * @param end where the counters begin
   */
  Optional<ParsedChain> chain(String line, int end) {
    return chains.get(line, 0, end, this::parseChain);
  }

  private Optional<ParsedChain> parseChain(String line) {
    return structure(line)
        .filter(ChainLineContext.class::isInstance)
        .map(ChainLineContext.class::cast)
        .map(
            chain ->
                new ParsedChain(
                    chain.name.getText().substring(1), RuleWords.unquoted(chain.policy.getText())));
  }

  /** The tree of a line. */
  Optional<LineContext> structure(String line) {
    return parser.parse(line, IptablesSaveParser::singleLine).map(whole -> whole.content);
  }
}
