package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Chinese page says nothing in English but what the snapshot says. */
class ChinesePageTest {
  /** What engineers write in Latin letters whatever their language: names, not sentences. */
  private static final Pattern WORD = Pattern.compile("[a-z]{2,}");

  private static final Pattern SENTENCE =
      Pattern.compile("(?<![\\w-])[A-Za-z][a-z']+( [a-z][a-z']+){2,}");

  @Test
  void eachMessageIsChineseUnlessItIsAName() throws IOException {
    TreeSet<String> english = new TreeSet<>();
    Properties messages = messages();
    for (String key : messages.stringPropertyNames()) {
      String text = messages.getProperty(key).replaceAll("\\{[^}]*\\}", "");
      boolean chinese = text.codePoints().anyMatch(c -> c >= 0x4E00 && c <= 0x9FFF);
      if (SENTENCE.matcher(text).find() || (!chinese && WORD.matcher(text).find())) {
        english.add(key);
      }
    }
    assertEquals(new TreeSet<>(), english);
  }

  /** Where the snapshot says nothing but X, every sentence is the page's own. */
  @Test
  void thePageHasNoWordsBesidesItsMessages() {
    List<String> sentences = new ArrayList<>();
    for (ReportPage page :
        List.of(
            SampleReports.hostile("X"), SampleReports.healthy(), SampleReports.inconclusive())) {
      ReportPage chinese = SampleReports.in(page, Locale.SIMPLIFIED_CHINESE);
      String text =
          HtmlReport.section("body", chinese).replaceAll("<(style|code)[^>]*>.*?</\\1>", " ");
      SENTENCE
          .matcher(text.replaceAll("<[^>]*>", " | "))
          .results()
          .map(found -> found.group())
          .filter(found -> !isOfTheSample(found))
          .forEach(sentences::add);
    }
    assertEquals(List.of(), sentences);
  }

  /** The samples' diagnoses are in English alone; a rule's own texts are held to it by its lint. */
  private static boolean isOfTheSample(String words) {
    String samples =
        JsonReport.render(SampleReports.healthy().report())
            + JsonReport.render(SampleReports.inconclusive().report())
            + SampleReports.healthy().titles();
    return samples.contains(words);
  }

  private static Properties messages() throws IOException {
    Properties messages = new Properties();
    try (InputStream in =
        ChinesePageTest.class.getResourceAsStream(
            "/io/coldtrace/report/messages_zh_CN.properties")) {
      messages.load(
          new java.io.StringReader(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
    }
    return messages;
  }
}
