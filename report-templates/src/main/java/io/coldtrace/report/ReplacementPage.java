package io.coldtrace.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The page that shows a customer what an anonymized snapshot has instead of his addresses and
 * names.
 */
public final class ReplacementPage {
  private ReplacementPage() {}

  /** What stands instead of an original. */
  public record Row(String kind, String original, String other) {}

  /** The page, the kinds in order. */
  public static String render(List<Row> rows, Locale locale) {
    Map<String, List<Row>> kinds =
        rows.stream().collect(Collectors.groupingBy(Row::kind, TreeMap::new, Collectors.toList()));
    String style = Templates.resource("colors.css") + Templates.resource("report.css");
    Map<String, Object> model =
        Map.of("kinds", kinds, "style", style, "styleHash", HtmlReport.hash(style));
    return Templates.render("replacements", Messages.of(locale), model);
  }
}
