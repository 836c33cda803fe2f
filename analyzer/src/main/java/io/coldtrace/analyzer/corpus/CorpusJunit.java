package io.coldtrace.analyzer.corpus;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** The corpus as JUnit XML for pipelines: a case an incident. */
public final class CorpusJunit {
  private CorpusJunit() {}

  /** The whole document, with a line feed at its end. */
  public static String render(CorpusResult result) {
    StringWriter out = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
      long failed = result.incidents().stream().filter(each -> !each.passed()).count();
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", "corpus");
      xml.writeAttribute("tests", String.valueOf(result.incidents().size()));
      xml.writeAttribute("failures", String.valueOf(failed));
      for (IncidentResult each : result.incidents()) {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", "corpus");
        xml.writeAttribute("name", each.incident().id());
        xml.writeAttribute("time", String.format(Locale.ROOT, "%.2f", each.seconds()));
        if (!each.passed()) {
          xml.writeStartElement("failure");
          xml.writeAttribute("message", each.expectedFirst() + " -> " + each.saidFirst());
          xml.writeCharacters(String.join("\n", each.flaws()));
          xml.writeEndElement();
        }
        xml.writeEndElement();
      }
      xml.writeEndElement();
      xml.flush();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("nothing is read or written outside of memory", e);
    }
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + out + "\n";
  }
}
