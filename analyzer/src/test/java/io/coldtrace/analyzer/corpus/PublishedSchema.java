package io.coldtrace.analyzer.corpus;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.coldtrace.report.JsonReport;
import io.coldtrace.report.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;

/** What {@code docs/coldtrace-report-1.schema.json} promises of the JSON of a report. */
final class PublishedSchema {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final JsonSchema SCHEMA = read();

  private PublishedSchema() {}

  /** What is not as promised; nothing if all is. */
  static Set<String> flaws(Report report) throws IOException {
    Set<String> flaws = new TreeSet<>();
    SCHEMA
        .validate(MAPPER.readTree(JsonReport.render(report)))
        .forEach(flaw -> flaws.add(flaw.toString()));
    return flaws;
  }

  private static JsonSchema read() {
    try {
      String text = Files.readString(Path.of("..", "docs", "coldtrace-report-1.schema.json"));
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(MAPPER.readTree(text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
