package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.StepKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlReportTest {
  private static final String HOSTILE =
      "<script>alert(1)</script>\"><img src=x onerror=alert(2)>${7*7}</style>' \u202e\u001b[31m"
          + "x".repeat(3000);
  private static final Map<String, Supplier<ReportPage>> SAMPLES =
      Map.of(
          "ip-forward-disabled", SampleReports::ipForwardDisabled,
          "healthy", SampleReports::healthy,
          "inconclusive", SampleReports::inconclusive,
          "large", SampleReports::large,
          "hundred", () -> SampleReports.cluster(100),
          "hostile", () -> SampleReports.hostile(HOSTILE));

  @ParameterizedTest
  @MethodSource("sections")
  void eachSectionOfTheProblemIsAsItsGolden(String section) throws IOException {
    String html = HtmlReport.section(section, SampleReports.ipForwardDisabled());
    Golden.check("problem/" + section + ".html", html);
  }

  static List<String> sections() {
    return HtmlReport.SECTIONS;
  }

  @Test
  void aHealthyClusterIsSaidToBe() throws IOException {
    Golden.check("healthy/verdict.html", HtmlReport.section("verdict", SampleReports.healthy()));
    String html = render(SampleReports.healthy());
    assertFalse(html.contains("id=\"root-cause\""));
    assertTrue(html.contains("all 36 probes passed"));
  }

  @Test
  void whatNothingExplainsStandsFirst() throws IOException {
    for (String section : List.of("verdict", "unexplained")) {
      Golden.check(
          "inconclusive/" + section + ".html",
          HtmlReport.section(section, SampleReports.inconclusive()));
    }
  }

  /** With the mebibyte of captured text that it may carry it stays under two. */
  @Test
  void twentyNodesAreHalfAMebibyteWithoutWhatTheySaid() {
    String html = render(SampleReports.cluster(20));
    assertTrue(html.length() < 1 << 19, () -> html.length() + " characters");
  }

  @Test
  void theSameReportIsTheSameBytes() {
    assertEquals(render(SampleReports.large()), render(SampleReports.large()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "'><svg onload=alert(1)>",
        "</style><b>",
        "</title></script><!--"
      })
  void whatASnapshotSaysIsNeverMarkup(String text) {
    // As long as the other: pictures break a long text into lines.
    String plain = render(SampleReports.hostile(text.replaceAll("\\S", "p")));
    String hostile = render(SampleReports.hostile(text));
    assertFalse(hostile.contains(text));
    assertEquals(tags(plain), tags(hostile));
  }

  @Test
  void whatASnapshotSaysIsNeverATemplate() {
    String html = render(SampleReports.hostile("${7*7} <#if 1> {0}"));
    assertTrue(html.contains("${7*7} &lt;#if 1&gt; {0}"));
    assertFalse(html.contains(">49"));
  }

  @Test
  void whatMovesTheCursorOrTurnsTheTextIsShown() {
    String html = render(SampleReports.hostile("a\u001b[2J\rb\u202ec"));
    assertTrue(html.contains("a␛[2J␍b‹U+202E›c"));
  }

  @Test
  void aNodesNameDoesNotBecomeACommand() {
    List<RemedyStep> steps =
        List.of(
            new RemedyStep(StepKind.FIX, "a\nreboot", "true", ""),
            new RemedyStep(StepKind.FIX, "b", "false", ""));
    assertEquals(
        "# a␊reboot\ntrue\n# b\nfalse",
        new PageContents(SampleReports.healthy(), Messages.of(Locale.ENGLISH)).commands(steps));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void thePagesForTheBrowserTestAreWritten(String language) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "sample-reports"));
    for (Map.Entry<String, Supplier<ReportPage>> sample : SAMPLES.entrySet()) {
      String html =
          HtmlReport.render(
              SampleReports.bilingual(sample.getValue().get(), Locale.forLanguageTag(language)));
      assertTrue(html.endsWith("</html>\n"));
      assertFalse(Pattern.compile("(src|href)=\"(?!#)").matcher(html).find());
      Files.writeString(folder.resolve(sample.getKey() + "." + language + ".html"), html);
    }
  }

  private static String render(ReportPage page) {
    return HtmlReport.render(SampleReports.bilingual(page, Locale.ENGLISH));
  }

  private static List<String> tags(String html) {
    return Pattern.compile("</?[a-z][a-z0-9]*")
        .matcher(html)
        .results()
        .map(tag -> tag.group())
        .toList();
  }
}
