package io.coldtrace.report;

import java.util.List;
import java.util.Map;

/**
 * The report and what only a page shows of it.
 *
 * @param excerpts of the evidence; one that is missing costs nothing, its line alone is shown
 * @param clear ids of the rules that were evaluated and found nothing
 * @param titles of rules by id, in the page's language; for {@code under}, {@code notEvaluated} and
 *     {@code clear}
 * @param version of Coldtrace
 */
public record ReportPage(
    Report report,
    List<Excerpt> excerpts,
    List<String> clear,
    Map<String, String> titles,
    String version) {
  public ReportPage {
    excerpts = List.copyOf(excerpts);
    clear = List.copyOf(clear);
    titles = Map.copyOf(titles);
  }

  /** A page without anything that is not in the report. */
  public ReportPage(Report report) {
    this(report, List.of(), List.of(), Map.of(), "");
  }
}
