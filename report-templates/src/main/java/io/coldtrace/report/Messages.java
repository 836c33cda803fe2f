package io.coldtrace.report;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** The words of a report in one language, by key: {@code messages_en.properties} and its like. */
public final class Messages {
  private final ResourceBundle bundle;
  private final Locale locale;

  private Messages(ResourceBundle bundle) {
    this.bundle = bundle;
    this.locale = bundle.getLocale();
  }

  /** English where the language is not known. */
  public static Messages of(Locale wanted) {
    Locale locale = wanted.getLanguage().equals("zh") ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    return new Messages(
        ResourceBundle.getBundle(
            "io.coldtrace.report.messages",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
  }

  /** The language for HTML's {@code lang}. */
  String languageTag() {
    return locale.toLanguageTag();
  }

  /** Throws if there is no such key. */
  public String text(String key, Object... arguments) {
    return new MessageFormat(bundle.getString(key), locale).format(arguments);
  }

  /**
   * The words for {@code prefix.word}; the word itself if it has none, as a snapshot may say it.
   */
  public String name(String prefix, String word) {
    String key = prefix + "." + word;
    return bundle.containsKey(key) ? text(key) : word;
  }
}
