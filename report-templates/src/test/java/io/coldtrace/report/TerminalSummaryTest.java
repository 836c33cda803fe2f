package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TerminalSummaryTest {
  @Test
  void eachVerdictFitsAScreen() throws IOException {
    Golden.check("problem/terminal.txt", summary(SampleReports.ipForwardDisabled(), false));
    Golden.check("healthy/terminal.txt", summary(SampleReports.healthy(), false));
    Golden.check("inconclusive/terminal.txt", summary(SampleReports.inconclusive(), false));
  }

  @Test
  void colorsComeOnlyWhenAskedFor() {
    assertTrue(summary(SampleReports.ipForwardDisabled(), true).contains("\u001b[31mCritical"));
    assertFalse(summary(SampleReports.ipForwardDisabled(), false).contains("\u001b"));
  }

  @Test
  void theTerminalIsNotCommandedByASnapshot() {
    String text = summary(SampleReports.hostile("\u001b]0;owned\u0007\n\u202e"), false);
    assertFalse(text.contains("\u001b"));
    assertFalse(text.contains("\u0007"));
    assertFalse(text.contains("\u202e"));
  }

  @Test
  void aLongLineIsCutAndACommandIsNot() {
    String text = summary(SampleReports.hostile("x".repeat(500)), false);
    assertTrue(text.lines().anyMatch(line -> line.strip().equals("x".repeat(500))));
    assertTrue(text.lines().anyMatch(line -> line.endsWith("…")));
  }

  private static String summary(ReportPage page, boolean color) {
    return TerminalSummary.render(page.report(), Locale.ENGLISH, color, "coldtrace-report.html");
  }
}
