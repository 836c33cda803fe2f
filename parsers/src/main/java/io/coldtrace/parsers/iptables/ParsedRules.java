package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.iptables.IptablesSaveParser.ChainLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.CommandLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.LineContext;
import java.util.Optional;
import org.antlr.v4.runtime.CharStreams;

/** The grammar, and what it made of the lines that were seen before, in whatever file. */
final class ParsedRules {
  /** A line that is no rule is remembered as well, as an empty one. */
  private static final SeenLines<Optional<ParsedRule>> RULES = new SeenLines<>();

  private static final SeenLines<Optional<ParsedChain>> CHAINS = new SeenLines<>();

  private final SeenLines<Optional<ParsedRule>>.Walk rules = RULES.walk();
  private final SeenLines<Optional<ParsedChain>>.Walk chains = CHAINS.walk();

  private final RecordParser<IptablesSaveParser> parser =
      new RecordParser<>(new IptablesSaveLexer(CharStreams.fromString("")), IptablesSaveParser::new)
          .withoutChildren();

  /**
   * What a command says; empty if iptables would not take it.
   *
   * @param start where it begins in the line, behind the counters
   */
  Optional<ParsedRule> rule(String line, int start) {
    return rules.get(line, start, line.length(), this::parseRule);
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
