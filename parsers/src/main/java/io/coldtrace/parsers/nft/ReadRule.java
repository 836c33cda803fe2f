package io.coldtrace.parsers.nft;

import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.parsers.RecordParser;
import java.util.List;
import java.util.Optional;

/** What the text of a rule says by itself, wherever it stands. */
record ReadRule(
    List<NftMatch> matches, List<String> statements, String verdict, String verdictArgument) {
  ReadRule {
    matches = List.copyOf(matches);
    statements = List.copyOf(statements);
  }

  /** The rule as far as it is understood. */
  static ReadRule of(String record, RecordParser<NftRulesetParser> parser) {
    Optional<ReadRule> understood =
        parser.parse(record, NftRulesetParser::singleRule).map(RuleVisitor::read);
    return understood
        .or(
            () ->
                parser
                    .parse(record, NftRulesetParser::singleUnreadRule)
                    .flatMap(RuleVisitor::readUnread))
        .orElseGet(() -> RuleVisitor.readNothing(record));
  }
}
