package io.coldtrace.rules.knowledge;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a known message of a log means: a row of {@code knowledge/log-messages.tsv}.
 *
 * @param id as the parsers name the message
 * @param rule that weighs it together with other facts; empty if none does
 */
public record MessageMeaning(String id, String rule, String meaning, String meaningChinese) {

  /** By id. */
  public static final Map<String, MessageMeaning> ALL =
      Table.rows("/io/coldtrace/rules/knowledge/log-messages.tsv", 4).stream()
          .map(
              row ->
                  new MessageMeaning(
                      row.get(0), row.get(1).equals("-") ? "" : row.get(1), row.get(2), row.get(3)))
          .collect(Collectors.toUnmodifiableMap(MessageMeaning::id, Function.identity()));
}
