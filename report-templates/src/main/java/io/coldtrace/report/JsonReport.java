package io.coldtrace.report;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.coldtrace.rules.Severity;
import io.coldtrace.rules.StepKind;

/** Writes a report as {@code coldtrace-report/1}: fields in the order of the records, LF. */
public final class JsonReport {
  private static final DefaultIndenter INDENT = new DefaultIndenter("  ", "\n");
  static final DefaultPrettyPrinter PRINTER =
      new DefaultPrettyPrinter(
              Separators.createDefaultInstance()
                  .withObjectFieldValueSpacing(Separators.Spacing.AFTER))
          .withObjectIndenter(INDENT)
          .withArrayIndenter(INDENT);
  private static final ObjectWriter WRITER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addMixIn(Severity.class, RuleWord.class)
          .addMixIn(StepKind.class, RuleWord.class)
          .build()
          .writer(PRINTER);

  /** The rules' own enums are written as rules write them; the rules know nothing of JSON. */
  private interface RuleWord {
    @JsonValue
    String text();
  }

  private JsonReport() {}

  /** The whole document, with a line feed at its end. */
  public static String render(Report report) {
    try {
      return WRITER.writeValueAsString(report) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is records of texts and numbers", e);
    }
  }
}
