package io.coldtrace.report;

/**
 * One report in both its languages: a reader switches in the page.
 *
 * @param shown what the page opens with
 * @param other the same in the other language
 */
public record BilingualPage(ReportPage shown, ReportPage other) {
  /** The report in the language that was asked for. */
  public Report report() {
    return shown.report();
  }
}
