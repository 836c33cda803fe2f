package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.util.Locale;
import java.util.Properties;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
  @Test
  void bothLanguagesHaveTheSameKeys() {
    assertEquals(
        new TreeSet<>(load("en").stringPropertyNames()),
        new TreeSet<>(load("zh_CN").stringPropertyNames()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh_CN"})
  void eachPatternFormats(String language) {
    Properties messages = load(language);
    assertFalse(messages.isEmpty());
    for (String key : messages.stringPropertyNames()) {
      String text =
          new MessageFormat(messages.getProperty(key)).format(new Object[] {2, 2, 2, 2, 2, "2"});
      assertFalse(text.isBlank() || text.contains("{"), key);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"zh", "zh-CN", "zh-Hans-CN"})
  void chineseIsChinese(String tag) {
    Messages messages = Messages.of(Locale.forLanguageTag(tag));
    assertEquals("zh-CN", messages.languageTag());
    assertTrue(messages.text("rootCause.title").contains("根因"));
  }

  @Test
  void anUnknownWordIsItself() {
    Messages messages = Messages.of(Locale.FRENCH);
    assertEquals("en", messages.languageTag());
    assertEquals("ping-odd", messages.name("kind", "ping-odd"));
  }

  private static Properties load(String language) {
    Properties messages = new Properties();
    String file = "/io/coldtrace/report/messages_" + language + ".properties";
    try (Reader in =
        new InputStreamReader(
            MessagesTest.class.getResourceAsStream(file), StandardCharsets.UTF_8)) {
      messages.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return messages;
  }
}
