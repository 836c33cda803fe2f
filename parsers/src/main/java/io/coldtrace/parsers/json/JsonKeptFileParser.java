package io.coldtrace.parsers.json;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import java.util.Set;

/**
 * A kind of JSON document that says again what another file tells ({@code nft -j list ruleset}
 * beside {@code nft list ruleset}), or that the engineer reads himself: understood as a whole or
 * not at all, and no fact of its own.
 */
public final class JsonKeptFileParser implements FileParser {
  private final String kind;
  private final String member;

  /** The document has this member at its top; empty if any will do. */
  public JsonKeptFileParser(String kind, String member) {
    this.kind = kind;
    this.member = member;
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    JsonDocument document = JsonDocument.read(text, Set.of());
    boolean known =
        document.roots().stream().allMatch(root -> member.isEmpty() || root.at(member).isPresent());
    if (document.isWhole() && known && !document.roots().isEmpty()) {
      ledger.factLines(1, text.lines().size());
    }
  }
}
