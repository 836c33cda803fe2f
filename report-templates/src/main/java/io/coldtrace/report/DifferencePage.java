package io.coldtrace.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A difference in its three forms. */
public final class DifferencePage {
  private static final int MOST_ON_TERMINAL = 60;

  private DifferencePage() {}

  private static Map<String, List<Difference.Change>> sections(Difference difference) {
    Map<String, List<Difference.Change>> sections = new LinkedHashMap<>();
    sections.put("diagnoses", difference.diagnoses());
    sections.put("probes", difference.probes());
    sections.put("flows", difference.flows());
    sections.put("facts", difference.facts());
    return sections;
  }

  /** For a terminal. */
  public static String text(Difference difference, Locale locale) {
    Messages messages = Messages.of(locale);
    StringBuilder out = new StringBuilder();
    sections(difference)
        .forEach(
            (section, changes) -> {
              if (!changes.isEmpty()) {
                out.append(messages.text("difference." + section, changes.size())).append('\n');
                changes.stream().limit(MOST_ON_TERMINAL).forEach(each -> line(each, out));
                if (changes.size() > MOST_ON_TERMINAL) {
                  int more = changes.size() - MOST_ON_TERMINAL;
                  out.append("  ").append(messages.text("more", more)).append('\n');
                }
                out.append('\n');
              }
            });
    return difference.isEmpty() ? messages.text("difference.none") + "\n" : out.toString();
  }

  private static void line(Difference.Change change, StringBuilder out) {
    String mark = change.before().isEmpty() ? "+" : change.after().isEmpty() ? "-" : "~";
    out.append("  ").append(mark).append(' ');
    if (!change.node().isEmpty()) {
      out.append(VisibleText.line(change.node())).append(' ');
    }
    out.append(change.kind()).append("  ").append(VisibleText.line(change.what()));
    if (mark.equals("~")) {
      out.append(": ")
          .append(VisibleText.line(change.before()))
          .append(" -> ")
          .append(VisibleText.line(change.after()));
    }
    out.append('\n');
  }

  /** For programs. */
  public static String json(Difference difference) {
    try {
      return JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(difference)
          + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("records of strings have a JSON form", e);
    }
  }

  /** As a page of its own. */
  public static String html(Difference difference, Locale locale) {
    String style = Templates.resource("colors.css") + Templates.resource("report.css");
    Map<String, Object> model =
        Map.of(
            "difference",
            difference,
            "differences",
            sections(difference),
            "style",
            style,
            "styleHash",
            HtmlReport.hash(style));
    return Templates.render("difference", Messages.of(locale), model);
  }
}
