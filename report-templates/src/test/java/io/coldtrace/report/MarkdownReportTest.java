package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MarkdownReportTest {
  @ParameterizedTest
  @EnumSource
  void eachCutIsAsItsGolden(MarkdownReport.Reader reader) throws IOException {
    Golden.check(
        "problem/" + reader.name().toLowerCase(Locale.ROOT) + ".md",
        MarkdownReport.render(SampleReports.ipForwardDisabled(), reader));
  }

  @Test
  void whatIsOpenIsAskedFor() throws IOException {
    Golden.check(
        "inconclusive/engineer.md",
        MarkdownReport.render(SampleReports.inconclusive(), MarkdownReport.Reader.ENGINEER));
  }

  @Test
  void theCustomerReadsNothingOfTheModelsInsides() {
    String text =
        MarkdownReport.render(SampleReports.ipForwardDisabled(), MarkdownReport.Reader.CUSTOMER);
    assertTrue(text.contains("```sh\nsysctl -w net.ipv4.ip_forward=1\n```"), text);
    assertFalse(text.contains("security agent"));
    assertFalse(text.contains("ip-forward-disabled"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<img src=x onerror=alert(1)>|\\<img src=x onerror=alert(1)\\>",
        "[a](http://x)|\\[a\\](http://x)",
        "1. a|1\\. a",
        "- a|\\- a",
        "@all #1|\\@all \\#1"
      })
  void whatASnapshotSaysIsNeverMarkup(String text, String escaped) {
    assertEquals(escaped, MarkdownText.plain(text));
  }

  @Test
  void codeEndsWhereItsTextEnds() {
    assertEquals("``a`b``", MarkdownText.code("a`b"));
    assertEquals("`` `a ``", MarkdownText.code("`a"));
    assertEquals("````sh\n```\n````\n", MarkdownText.block("sh", "```"));
    String text =
        MarkdownReport.render(
            SampleReports.hostile("```\n# a\n<script>"), MarkdownReport.Reader.ENGINEER);
    assertTrue(text.contains("````"));
  }
}
