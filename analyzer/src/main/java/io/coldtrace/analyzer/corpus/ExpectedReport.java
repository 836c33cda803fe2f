package io.coldtrace.analyzer.corpus;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Report;
import io.coldtrace.report.Verdict;
import io.coldtrace.rules.Severity;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What the analysis of an incident must say; {@code expected.yaml}:
 *
 * <pre>
 * verdict: problem
 * diagnoses:
 *   - {id: ufw-active, severity: critical, nodes: [node-2], confidence: probable, evidence: "node-2/iptables-nft-save.txt:4", explains: 16}
 * predictions: {pass: 100, fail: 16, unknown: 0, wrong: 0}
 * never: [vxlan-blocked-underlay]
 * </pre>
 *
 * @param diagnoses in order
 * @param predictions may be left out
 * @param never ids that would mislead here
 */
public record ExpectedReport(
    @JsonProperty(required = true) String verdict,
    @JsonProperty(required = true) List<Line> diagnoses,
    @JsonProperty(required = true) Predictions predictions,
    @JsonProperty(required = true) List<String> never) {
  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  /**
   * One diagnosis.
   *
   * @param evidence the line that proves it, {@code node/file:line}
   * @param explains how many failed probes it accounts for
   */
  public record Line(
      @JsonProperty(required = true) String id,
      @JsonProperty(required = true) String severity,
      @JsonProperty(required = true) List<String> nodes,
      @JsonProperty(required = true) String confidence,
      @JsonProperty(required = true) String evidence,
      @JsonProperty(required = true) int explains) {}

  /** What a report says, expected from now on: each error, and of a healthy cluster all. */
  public static ExpectedReport of(Report report) {
    return new ExpectedReport("", List.of(), Predictions.of(report), List.of()).said(report);
  }

  /** Reads an {@code expected.yaml}; throws if it has another form. */
  public static ExpectedReport read(Path file) throws IOException {
    if (!(YAML.readTree(file.toFile()) instanceof ObjectNode root)) {
      throw new IOException(file + " is no mapping");
    }
    root.putIfAbsent("predictions", YAML.valueToTree(Predictions.UNSTATED));
    return YAML.treeToValue(root, ExpectedReport.class);
  }

  /**
   * What a report did say, in the same form. A warning or a mere fact that nobody expects is left
   * out beside a problem: it may come with a rule that has nothing to do with this incident.
   */
  public ExpectedReport said(Report report) {
    return new ExpectedReport(
        report.verdict().word(),
        report.diagnoses().stream()
            .filter(each -> isExpected(each) || report.verdict() == Verdict.HEALTHY || breaks(each))
            .map(
                each ->
                    new Line(
                        each.id(),
                        each.severity().text(),
                        each.nodes(),
                        each.confidence().word(),
                        each.evidence().stream()
                            .findFirst()
                            .map(e -> e.node() + "/" + e.file() + ":" + e.line())
                            .orElse(""),
                        each.explains().size()))
            .toList(),
        predictions.isStated() ? Predictions.of(report) : predictions,
        never);
  }

  private boolean isExpected(Diagnosis diagnosis) {
    return diagnoses.stream().anyMatch(line -> line.id().equals(diagnosis.id()));
  }

  private static boolean breaks(Diagnosis diagnosis) {
    return diagnosis.severity() == Severity.CRITICAL || diagnosis.severity() == Severity.ERROR;
  }

  /** As it stands in the file, so that a difference can be read, and copied once it is right. */
  public String text() {
    StringBuilder text = new StringBuilder("verdict: " + verdict + "\n");
    text.append(diagnoses.isEmpty() ? "diagnoses: []\n" : "diagnoses:\n");
    for (Line line : diagnoses) {
      text.append(
          "  - {id: %s, severity: %s, nodes: [%s], confidence: %s, evidence: \"%s\", explains: %d}%n"
              .formatted(
                  line.id(),
                  line.severity(),
                  String.join(", ", line.nodes()),
                  line.confidence(),
                  line.evidence(),
                  line.explains()));
    }
    return text + predictions.text();
  }
}
