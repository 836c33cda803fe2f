package io.coldtrace.report;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The report and what only a page shows of it.
 *
 * @param locale the language of the report's texts, and of the page's own
 * @param excerpts of the evidence; one that is missing costs nothing, its line alone is shown
 * @param clear the rules that were evaluated and found nothing
 * @param titles of rules by id, in the page's language; for {@code under}, {@code notEvaluated} and
 *     {@code clear}
 * @param version of Coldtrace
 */
public record ReportPage(
    Report report,
    Locale locale,
    List<Excerpt> excerpts,
    List<ClearRule> clear,
    Map<String, String> titles,
    String version,
    Exhibits exhibits) {
  public ReportPage {
    excerpts = List.copyOf(excerpts);
    clear = List.copyOf(clear);
    titles = Map.copyOf(titles);
  }

  /** A page without anything that is not in the report. */
  public ReportPage(Report report, Locale locale) {
    this(report, locale, List.of(), List.of(), Map.of(), "", Exhibits.NONE);
  }
}
