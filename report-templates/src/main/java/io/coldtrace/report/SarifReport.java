package io.coldtrace.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldtrace.rules.Severity;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes the diagnoses as SARIF 2.1.0: a result each, at the line that proves it. */
public final class SarifReport {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private SarifReport() {}

  /** The whole document, with a line feed at its end. */
  public static String render(ReportPage page) {
    Map<String, String> titles = new LinkedHashMap<>();
    page.report().diagnoses().forEach(each -> titles.putIfAbsent(each.id(), each.title()));
    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Coldtrace");
    driver.put("semanticVersion", page.version());
    driver.put(
        "rules", titles.entrySet().stream().map(each -> Map.of("id", each.getKey())).toList());
    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("language", Messages.of(page.locale()).languageTag());
    run.put("columnKind", "utf16CodeUnits");
    run.put("results", page.report().diagnoses().stream().map(SarifReport::result).toList());
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    document.put("version", "2.1.0");
    document.put("runs", List.of(run));
    try {
      return MAPPER.writer(JsonReport.PRINTER).writeValueAsString(document) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report is texts and numbers", e);
    }
  }

  private static Map<String, Object> result(Diagnosis diagnosis) {
    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", diagnosis.id());
    result.put("level", level(diagnosis.severity()));
    result.put("message", Map.of("text", diagnosis.title() + "\n" + diagnosis.summary()));
    List<Evidence> evidence = diagnosis.evidence();
    result.put("locations", evidence.stream().limit(1).map(SarifReport::location).toList());
    List<Map<String, Object>> related = new ArrayList<>();
    evidence.stream().skip(1).map(SarifReport::location).forEach(related::add);
    result.put("relatedLocations", related);
    result.put(
        "partialFingerprints",
        Map.of("cause/v1", diagnosis.id() + "@" + String.join(",", diagnosis.nodes())));
    Map<String, Object> properties = new LinkedHashMap<>();
    properties.put("confidence", diagnosis.confidence().word());
    properties.put("severity", diagnosis.severity().text());
    properties.put("nodes", diagnosis.nodes());
    result.put("properties", properties);
    return result;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case CRITICAL, ERROR -> "error";
      case WARNING -> "warning";
      case INFO -> "note";
    };
  }

  private static Map<String, Object> location(Evidence evidence) {
    Map<String, Object> place = new LinkedHashMap<>();
    place.put("artifactLocation", Map.of("uri", uri(evidence)));
    if (evidence.line() > 0) {
      Map<String, Object> region = new LinkedHashMap<>();
      region.put("startLine", evidence.line());
      region.put("snippet", Map.of("text", evidence.text()));
      place.put("region", region);
    }
    return Map.of("physicalLocation", place);
  }

  /** Relative to the snapshot; a name from a node is no path of this machine. */
  private static String uri(Evidence evidence) {
    String path = evidence.node() + "/" + evidence.file();
    return Arrays.stream(path.split("/"))
        .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"))
        .collect(Collectors.joining("/"));
  }
}
