package io.coldtrace.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A difference in its three forms. */
public final class DifferencePage {
  private static final int MOST_ON_TERMINAL = 60;
  private static final Pattern PLACEHOLDER = Pattern.compile("<(PEER )?(ADDRESS|MAC|NODE|PODS)");

  private DifferencePage() {}

  private static Map<String, List<Difference.Change>> sections(Difference difference) {
    Map<String, List<Difference.Change>> sections = new LinkedHashMap<>();
    sections.put("diagnoses", difference.diagnoses());
    sections.put("probes", difference.probes());
    sections.put("flows", difference.flows());
    sections.put("facts", difference.facts());
    return sections;
  }

  /**
   * A line of it.
   *
   * @param kind in words; empty where what changed is named by itself
   * @param what as the snapshot says it
   */
  public record Row(String where, String kind, String what, String before, String after) {}

  private static Row row(String section, Difference.Change change, Messages messages) {
    Function<String, String> said = value -> said(section, value, messages);
    String kind =
        section.equals("diagnoses")
            ? ""
            : messages.name(section.equals("probes") ? "kind" : "difference.kind", change.kind());
    return new Row(
        change.node(),
        kind,
        change.what(),
        said.apply(change.before()),
        said.apply(change.after()));
  }

  /** A value in words; empty where there is none. */
  private static String said(String section, String value, Messages messages) {
    if (value.isEmpty()) {
      return "";
    } else if (section.equals("diagnoses")) {
      String[] words = value.split(" ", 2);
      String severity = messages.name("severity", words[0]);
      return words.length == 1
          ? severity
          : messages.text("list", severity, messages.name("confidence", words[1]));
    } else if (section.equals("facts")) {
      return value.equals(Difference.Change.THERE) ? messages.text("difference.there") : value;
    }
    return messages.name(section.equals("probes") ? "result" : "difference.flow", value);
  }

  private static List<Row> rows(
      String section, List<Difference.Change> changes, Messages messages) {
    return changes.stream().map(change -> row(section, change, messages)).toList();
  }

  /** {@code <ADDRESS eth0>} needs a word of explanation. */
  private static boolean hasPlaceholders(Difference difference) {
    return difference.facts().stream()
        .anyMatch(change -> PLACEHOLDER.matcher(change.what() + change.before()).find());
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
                rows(section, changes, messages).stream()
                    .limit(MOST_ON_TERMINAL)
                    .forEach(row -> line(row, out));
                if (changes.size() > MOST_ON_TERMINAL) {
                  int more = changes.size() - MOST_ON_TERMINAL;
                  out.append("  ").append(messages.text("more", more)).append('\n');
                }
                out.append('\n');
              }
            });
    if (hasPlaceholders(difference)) {
      out.append(messages.text("difference.placeholders")).append('\n');
    }
    return difference.isEmpty() ? messages.text("difference.none") + "\n" : out.toString();
  }

  private static void line(Row row, StringBuilder out) {
    String mark = row.before().isEmpty() ? "+" : row.after().isEmpty() ? "-" : "~";
    out.append("  ").append(mark).append(' ');
    if (!row.where().isEmpty()) {
      out.append(VisibleText.line(row.where())).append("  ");
    }
    if (!row.kind().isEmpty()) {
      out.append(row.kind()).append("  ");
    }
    out.append(VisibleText.line(row.what()));
    if (mark.equals("~")) {
      out.append(": ")
          .append(VisibleText.line(row.before()))
          .append(" -> ")
          .append(VisibleText.line(row.after()));
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
    Messages messages = Messages.of(locale);
    String style = Templates.resource("colors.css") + Templates.resource("report.css");
    Map<String, List<Row>> rows = new LinkedHashMap<>();
    sections(difference)
        .forEach((section, changes) -> rows.put(section, rows(section, changes, messages)));
    Map<String, Object> model =
        Map.of(
            "difference",
            difference,
            "rows",
            rows,
            "placeholders",
            hasPlaceholders(difference),
            "style",
            style,
            "styleHash",
            HtmlReport.hash(style));
    return Templates.render("difference", messages, model);
  }
}
