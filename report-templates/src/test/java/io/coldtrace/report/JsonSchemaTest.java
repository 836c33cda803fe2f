package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code docs/coldtrace-report-1.schema.json} says what the reports are. */
class JsonSchemaTest {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static JsonNode text;
  private static JsonSchema schema;

  @BeforeAll
  static void readSchema() throws IOException {
    text = MAPPER.readTree(Files.readString(Path.of("../docs/coldtrace-report-1.schema.json")));
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(text);
  }

  @Test
  void everyReportIsValid() throws IOException {
    for (ReportPage page :
        List.of(
            SampleReports.ipForwardDisabled(),
            SampleReports.healthy(),
            SampleReports.inconclusive(),
            SampleReports.large())) {
      assertEquals(Set.of(), schema.validate(json(page)));
    }
  }

  @Test
  void whatIsWrongIsRefused() throws IOException {
    for (String field : List.of("verdict", "diagnoses", "input")) {
      ObjectNode report = (ObjectNode) json(SampleReports.ipForwardDisabled());
      report.remove(field);
      assertFalse(schema.validate(report).isEmpty(), "without " + field);
    }
    ObjectNode report = (ObjectNode) json(SampleReports.ipForwardDisabled());
    ((ObjectNode) report.at("/diagnoses/0")).put("confidence", "certain");
    assertFalse(schema.validate(report).isEmpty());
  }

  /** A field that is written and not described would be found by nobody. */
  @Test
  void everyFieldIsDescribed() throws IOException {
    JsonNode report = json(SampleReports.ipForwardDisabled());
    assertEquals(names(text.at("/properties")), names(report));
    described("diagnosis", report.at("/diagnoses/0"));
    described("probe", report.at("/probes/0"));
    described("node", report.at("/snapshot/nodes/0"));
    described("input", report.at("/input"));
    described("step", report.at("/diagnoses/0/remedy/0"));
    described("evidence", report.at("/diagnoses/0/evidence/0"));
  }

  private static void described(String type, JsonNode object) {
    assertEquals(names(text.at("/$defs/" + type + "/properties")), names(object), type);
  }

  private static Set<String> names(JsonNode object) {
    Set<String> names = new TreeSet<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static JsonNode json(ReportPage page) throws IOException {
    return MAPPER.readTree(JsonReport.render(page.report()));
  }
}
