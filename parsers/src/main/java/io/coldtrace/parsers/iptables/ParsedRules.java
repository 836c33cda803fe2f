package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.RecordParser;
import io.coldtrace.parsers.iptables.IptablesSaveParser.CommandLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.LineContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.antlr.v4.runtime.CharStreams;

/**
 * The grammar, and what it made of the lines that were seen before: nodes have most of their rules
 * in common.
 */
final class ParsedRules {
  /**
   * When it is full it stays as it is: a cache that forgets the oldest would forget each file's
   * lines just before the next file asks for them.
   */
  private static final int MAX_REMEMBERED = 200_000;

  /** A line that is no rule is remembered as well, as an empty one. */
  private static final Map<String, Optional<ParsedRule>> REMEMBERED = new ConcurrentHashMap<>();

  private final RecordParser<IptablesSaveParser> parser =
      new RecordParser<>(
          new IptablesSaveLexer(CharStreams.fromString("")), IptablesSaveParser::new);

  /** What a command says; empty if iptables would not take it. */
  Optional<ParsedRule> rule(String command) {
    Optional<ParsedRule> known = REMEMBERED.get(command);
    if (known != null) {
      return known;
    }
    Optional<ParsedRule> parsed =
        structure(command)
            .flatMap(
                tree ->
                    tree instanceof CommandLineContext line
                        ? RuleReader.read(command, RuleWords.of(line))
                        : Optional.empty());
    if (REMEMBERED.size() < MAX_REMEMBERED) {
      REMEMBERED.put(command, parsed);
    }
    return parsed;
  }

  /** The tree of a line. */
  Optional<LineContext> structure(String line) {
    return parser
        .parse(line, IptablesSaveParser::singleLine)
        .map(IptablesSaveParser.SingleLineContext::line);
  }
}
