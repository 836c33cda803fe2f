package io.coldtrace.parsers.nft;

import io.coldtrace.facts.netfilter.NftMatch;
import java.util.List;

/** What the text of a rule says by itself, wherever it stands. */
record ReadRule(
    List<NftMatch> matches, List<String> statements, String verdict, String verdictArgument) {
  ReadRule {
    matches = List.copyOf(matches);
    statements = List.copyOf(statements);
  }
}
