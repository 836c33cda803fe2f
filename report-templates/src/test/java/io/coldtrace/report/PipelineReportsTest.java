package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** SARIF and JUnit XML: what pipelines read. */
class PipelineReportsTest {
  @Test
  void sarifPointsAtTheLineThatProves() throws Exception {
    JsonNode run =
        new ObjectMapper()
            .readTree(SarifReport.render(SampleReports.ipForwardDisabled()))
            .at("/runs/0");
    JsonNode first = run.at("/results/0");
    assertEquals("ip-forward-disabled", first.at("/ruleId").asText());
    assertEquals("error", first.at("/level").asText());
    JsonNode place = first.at("/locations/0/physicalLocation");
    assertEquals("node-2/sysctl-a.txt", place.at("/artifactLocation/uri").asText());
    assertEquals(412, place.at("/region/startLine").asInt());
    assertEquals("net.ipv4.ip_forward = 0", place.at("/region/snippet/text").asText());
    assertEquals("warning", run.at("/results/1/level").asText());
    assertEquals("note", run.at("/results/2/level").asText());
    assertEquals(3, run.at("/tool/driver/rules").size());
  }

  @Test
  void sarifWithoutALineHasNoRegionAndNoPathOfThisMachine() throws Exception {
    ReportPage page = SampleReports.hostile("../a b?#");
    String sarif = SarifReport.render(page);
    assertTrue(sarif.contains("%20b%3F%23"), sarif);
    assertFalse(sarif.contains("\"uri\": \"/"));
  }

  @Test
  void junitHasACaseForEachRuleAndProbe() throws Exception {
    Document xml = parsed(JunitReport.render(SampleReports.ipForwardDisabled()));
    NodeList suites = xml.getElementsByTagName("testsuite");
    Element rules = (Element) suites.item(0);
    Element probes = (Element) suites.item(1);
    assertEquals("6 1 1", counts(rules));
    assertEquals("36 4 0", counts(probes));
    for (Element suite : new Element[] {rules, probes}) {
      assertEquals(
          Integer.parseInt(suite.getAttribute("tests")),
          suite.getElementsByTagName("testcase").getLength());
      assertEquals(
          Integer.parseInt(suite.getAttribute("failures")),
          suite.getElementsByTagName("failure").getLength());
    }
    Element failure = (Element) rules.getElementsByTagName("failure").item(0);
    assertEquals("IPv4 forwarding is off", failure.getAttribute("message"));
    assertTrue(failure.getTextContent().contains("node-2/sysctl-a.txt:412"));
  }

  private static String counts(Element suite) {
    return suite.getAttribute("tests")
        + " "
        + suite.getAttribute("failures")
        + " "
        + suite.getAttribute("skipped");
  }

  @Test
  void whatASnapshotSaysIsNeverMarkup() throws Exception {
    String text = "]]></failure><x a=\"'\u0000\u001b\ud800\uffff&amp;";
    Document xml = parsed(JunitReport.render(SampleReports.hostile(text)));
    assertEquals(0, xml.getElementsByTagName("x").getLength());
  }

  private static Document parsed(String xml) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new InputSource(new StringReader(xml)));
  }
}
