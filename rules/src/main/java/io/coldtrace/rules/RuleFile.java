package io.coldtrace.rules;

import java.util.List;

/** A rule's file as it was read, which knows the place of every character; collects its issues. */
final class RuleFile {
  private final String path;
  private final int[] characters;
  private final List<RuleIssue> issues;

  /**
   * @param path under the catalog's folder
   * @param issues where the mistakes that are found go
   */
  RuleFile(String path, String content, List<RuleIssue> issues) {
    this.path = path;
    this.characters = content.codePoints().toArray();
    this.issues = issues;
  }

  String path() {
    return path;
  }

  String content() {
    return new String(characters, 0, characters.length);
  }

  int[] characters() {
    return characters;
  }

  /** Records a mistake that was found while reading. */
  void report(int index, String message) {
    issues.add(issue(index, message));
  }

  void report(RuleIssue issue) {
    issues.add(issue);
  }

  /** A mistake at a character, counted in code points from 0. */
  RuleIssue issue(int index, String message) {
    int at = Math.min(Math.max(index, 0), characters.length);
    int line = 1;
    int start = 0;
    for (int i = 0; i < at; i++) {
      if (characters[i] == '\n') {
        line++;
        start = i + 1;
      }
    }
    int end = start;
    while (end < characters.length && characters[end] != '\n') {
      end++;
    }
    String excerpt = new String(characters, start, end - start);
    return new RuleIssue(path, line, at - start + 1, message, excerpt);
  }

  List<RuleIssue> issues() {
    return issues;
  }
}
