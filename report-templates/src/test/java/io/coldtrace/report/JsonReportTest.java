package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonReportTest {
  private final Report report = SampleReports.ipForwardDisabled().report();

  @Test
  void theFieldsAreThoseOfTheContract() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report));
    assertEquals(
        List.of("schema", "verdict", "snapshot", "diagnoses", "probes", "notEvaluated", "input"),
        fields(json));
    assertEquals(
        List.of("name", "addresses", "podCIDR", "collectedAt", "os", "kernel"),
        fields(json.at("/snapshot/nodes/0")));
    assertEquals(
        List.of(
            "id",
            "severity",
            "confidence",
            "title",
            "summary",
            "nodes",
            "evidence",
            "explains",
            "contradicts",
            "under",
            "remedy",
            "alternatives",
            "verified",
            "why",
            "for",
            "against",
            "risk"),
        fields(json.at("/diagnoses/0")));
    assertEquals(
        List.of("node", "file", "line", "text"), fields(json.at("/diagnoses/0/evidence/0")));
    assertEquals(
        List.of("kind", "node", "command", "note"), fields(json.at("/diagnoses/0/remedy/0")));
    assertEquals(
        List.of("title", "when", "steps", "verified"),
        fields(json.at("/diagnoses/0/alternatives/0")));
    assertEquals(
        List.of("fixed", "stillFailing", "broken"), fields(json.at("/diagnoses/0/verified")));
  }

  @Test
  void theFieldsOfProbesAndInputAreThoseOfTheContract() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report));
    assertEquals(
        List.of(
            "id",
            "kind",
            "node",
            "target",
            "ok",
            "predicted",
            "decidedBy",
            "targetNode",
            "result",
            "detail"),
        fields(json.at("/probes/0")));
    assertEquals(List.of("id", "missing"), fields(json.at("/notEvaluated/0")));
    assertEquals(
        List.of("files", "lines", "unrecognized", "missing", "captures"),
        fields(json.at("/input")));
    assertEquals(List.of("node", "what", "why"), fields(json.at("/input/missing/0")));
    assertEquals(List.of("node", "archive", "collectedAt"), fields(json.at("/input/captures/0")));
  }

  @Test
  void wordsAndNullsAreThoseOfTheContract() throws IOException {
    JsonNode json = new ObjectMapper().readTree(JsonReport.render(report));
    assertEquals("coldtrace-report/1", json.at("/schema").asText());
    assertEquals("problem", json.at("/verdict").asText());
    assertEquals("critical", json.at("/diagnoses/0/severity").asText());
    assertEquals("confirmed", json.at("/diagnoses/0/confidence").asText());
    assertEquals("fix", json.at("/diagnoses/0/remedy/0/kind").asText());
    assertEquals("pass", json.at("/probes/0/predicted").asText());
    assertTrue(json.at("/probes/0/decidedBy").isNull());
    assertTrue(json.at("/diagnoses/1/verified").isNull());
    assertEquals(412, json.at("/diagnoses/0/evidence/0/line").asInt());
  }

  @Test
  void theSameReportIsTheSameBytes() throws IOException {
    String json = JsonReport.render(SampleReports.healthy().report());
    assertEquals(json, JsonReport.render(SampleReports.healthy().report()));
    assertFalse(json.contains("\r"));
    assertTrue(json.startsWith("{\n  \"schema\": \"coldtrace-report/1\",\n"));
    assertTrue(json.endsWith("}\n"));
  }

  private static List<String> fields(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
