package io.coldtrace.report;

import io.coldtrace.rules.Severity;
import java.io.StringWriter;
import java.util.List;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes a report as JUnit XML for pipelines: a case for each rule and for each probe. */
public final class JunitReport {
  private final ReportPage page;
  private final XMLStreamWriter xml;

  private JunitReport(ReportPage page, XMLStreamWriter xml) {
    this.page = page;
    this.xml = xml;
  }

  /** The whole document, with a line feed at its end. */
  public static String render(ReportPage page) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      new JunitReport(page, xml).write();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("nothing is read or written outside of memory", e);
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + out + "\n";
  }

  private void write() throws XMLStreamException {
    xml.writeStartElement("testsuites");
    attribute("name", "coldtrace");
    rules();
    probes();
    end();
  }

  private void rules() throws XMLStreamException {
    Report report = page.report();
    long broken = report.diagnoses().stream().filter(JunitReport::breaks).count();
    int tests = report.diagnoses().size() + page.clear().size() + report.notEvaluated().size();
    suite("rules", tests, broken, report.notEvaluated().size());
    for (Diagnosis diagnosis : report.diagnoses()) {
      testCase("rules." + nodes(diagnosis), diagnosis.id());
      if (breaks(diagnosis)) {
        outcome("failure", diagnosis.title(), text(diagnosis));
      } else {
        element("system-out", text(diagnosis));
      }
      end();
    }
    for (ClearRule rule : page.clear()) {
      testCase("rules", rule.id());
      end();
    }
    for (NotEvaluated rule : report.notEvaluated()) {
      testCase("rules", rule.id());
      outcome("skipped", String.join(", ", rule.missing()), "");
      end();
    }
    end();
  }

  private void probes() throws XMLStreamException {
    List<ProbeOutcome> probes = page.report().probes();
    long failed = probes.stream().filter(ProbeOutcome::failed).count();
    long skipped = probes.stream().filter(ProbeOutcome::skipped).count();
    suite("probes", probes.size(), failed, skipped);
    for (ProbeOutcome probe : probes) {
      testCase("probes." + probe.node(), probe.kind() + " " + probe.target());
      if (probe.failed()) {
        outcome("failure", probe.result(), probe.detail());
      } else if (probe.skipped()) {
        outcome("skipped", probe.result(), "");
      }
      end();
    }
    end();
  }

  private static boolean breaks(Diagnosis diagnosis) {
    return diagnosis.severity().compareTo(Severity.ERROR) <= 0;
  }

  private static String nodes(Diagnosis diagnosis) {
    return diagnosis.nodes().isEmpty() ? "cluster" : String.join(",", diagnosis.nodes());
  }

  private static String text(Diagnosis diagnosis) {
    StringBuilder text = new StringBuilder(diagnosis.summary());
    for (Evidence by : diagnosis.evidence()) {
      text.append('\n').append(by.node()).append('/').append(by.file()).append(':');
      text.append(by.line()).append("  ").append(by.text());
    }
    return text.toString();
  }

  private void suite(String name, int tests, long failures, long skipped)
      throws XMLStreamException {
    xml.writeCharacters("\n ");
    xml.writeStartElement("testsuite");
    attribute("name", name);
    attribute("tests", String.valueOf(tests));
    attribute("failures", String.valueOf(failures));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(skipped));
  }

  private void testCase(String className, String name) throws XMLStreamException {
    xml.writeCharacters("\n  ");
    xml.writeStartElement("testcase");
    attribute("classname", className);
    attribute("name", name);
  }

  private void outcome(String element, String message, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("message", message);
    xml.writeCharacters(visible(text));
    end();
  }

  private void element(String name, String text) throws XMLStreamException {
    xml.writeStartElement(name);
    xml.writeCharacters(visible(text));
    end();
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, VisibleText.line(value));
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  private static String visible(String text) {
    return VisibleText.lines(text);
  }
}
