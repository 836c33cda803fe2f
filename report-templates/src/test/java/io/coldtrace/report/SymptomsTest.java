package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** What fails, said before anybody says why. */
class SymptomsTest {
  @Test
  void theyNameTheKindsAndTheNodeThatAllHaveInCommon() {
    assertEquals(
        "What fails: Ping of a pod (2 of 9), CoreDNS metrics over HTTP (2 of 6); all of it to"
            + " node-2.",
        text(SampleReports.ipForwardDisabled(), Locale.ENGLISH));
    assertEquals(
        "失败的是：ping 某个 Pod（9 个中的 2 个）、HTTP 访问 CoreDNS 指标（6 个中的 2 个）；全部发往 node-2。",
        text(SampleReports.ipForwardDisabled(), Locale.SIMPLIFIED_CHINESE));
  }

  @Test
  void bothWaysOfOneNodeAreToldAsSuch() {
    String text = text(SampleReports.inconclusive(), Locale.ENGLISH);
    assertEquals("; all of it to or from node-3.", text.substring(text.indexOf(';')));
  }

  @Test
  void whereNothingFailedThereAreNone() {
    assertEquals("", text(SampleReports.healthy(), Locale.ENGLISH));
  }

  private static String text(ReportPage page, Locale locale) {
    PageContents contents = new PageContents(page, Messages.of(locale));
    return new Symptoms(page.report(), Messages.of(locale))
        .text(List.copyOf(contents.getMatrix().kinds()))
        .replace('\u00a0', ' ');
  }
}
