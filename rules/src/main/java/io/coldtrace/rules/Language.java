package io.coldtrace.rules;

import java.util.Optional;

/** A language that every rule's texts exist in. */
public enum Language {
  ENGLISH("en"),
  CHINESE("zh-CN");

  private final String tag;

  Language(String tag) {
    this.tag = tag;
  }

  /** As {@code --lang} takes it: {@code zh-CN}. */
  public String tag() {
    return tag;
  }

  /** The language of a tag, if there is one. */
  public static Optional<Language> of(String tag) {
    for (Language language : values()) {
      if (language.tag.equals(tag)) {
        return Optional.of(language);
      }
    }
    return Optional.empty();
  }
}
