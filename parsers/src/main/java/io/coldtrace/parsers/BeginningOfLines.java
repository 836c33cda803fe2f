package io.coldtrace.parsers;

import java.util.List;

/**
 * Hands a parser of text for people the beginning of each line: no tool prints longer ones, and a
 * regular expression that repeats a group overflows the stack on a line of a megabyte.
 */
final class BeginningOfLines implements FileParser {
  private static final int LENGTH = 4000;

  private final FileParser parser;

  BeginningOfLines(FileParser parser) {
    this.parser = parser;
  }

  @Override
  public String kind() {
    return parser.kind();
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    boolean tooLong = text.lines().stream().anyMatch(line -> line.length() > LENGTH);
    parser.parse(tooLong ? beginnings(text) : text, ledger);
  }

  private static CapturedText beginnings(CapturedText text) {
    List<String> lines =
        text.lines().stream()
            .map(line -> line.length() > LENGTH ? line.substring(0, LENGTH) : line)
            .toList();
    return new CapturedText(text.node(), text.file(), lines);
  }
}
