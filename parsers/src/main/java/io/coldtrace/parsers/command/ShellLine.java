package io.coldtrace.parsers.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The simple commands of a shell line, as words (POSIX.1-2017, Shell Command Language, 2.2 and
 * 2.3). What a shell would expand, redirect, pipe or run in the background is not read: a model
 * cannot know what comes of it.
 */
final class ShellLine {
  private static final String OUT_OF_SIGHT = "|&<>()$`*?[]{}~!#";

  private final String line;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> words = new ArrayList<>();
  private StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private ShellLine(String line) {
    this.line = line;
  }

  /** The commands in order, each with its arguments; empty if the line is more than that. */
  static Optional<List<List<String>>> commands(String line) {
    ShellLine reader = new ShellLine(line);
    return reader.read() && !reader.commands.isEmpty()
        ? Optional.of(reader.commands)
        : Optional.empty();
  }

  private boolean read() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == '\'' || c == '"') {
        if (!quoted(c)) {
          return false;
        }
      } else if (c == '\\') {
        if (at == line.length()) {
          return false;
        }
        add(line.charAt(at++));
      } else if (c == ' ' || c == '\t') {
        endWord();
      } else if (c == ';' || c == '\n') {
        endCommand();
      } else if (c == '&' && line.startsWith("&", at)) {
        at++;
        endCommand();
      } else if ("!{}".indexOf(c) >= 0 && standsAlone()) {
        // iptables' negation, nft's set: a shell has them as words of its own before a command only
        add(c);
      } else if (OUT_OF_SIGHT.indexOf(c) >= 0) {
        return false;
      } else {
        add(c);
      }
    }
    endCommand();
    return true;
  }

  private boolean standsAlone() {
    boolean blankAfter = at == line.length() || line.charAt(at) == ' ';
    return !inWord && !words.isEmpty() && blankAfter;
  }

  private boolean quoted(char quote) {
    inWord = true;
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == quote) {
        return true;
      }
      if (quote == '"' && (c == '$' || c == '`')) {
        return false;
      }
      boolean escape = quote == '"' && c == '\\' && at < line.length();
      word.append(escape && "\\\"$`".indexOf(line.charAt(at)) >= 0 ? line.charAt(at++) : c);
    }
    return false;
  }

  private void add(char c) {
    inWord = true;
    word.append(c);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
    }
    word = new StringBuilder();
    inWord = false;
  }

  private void endCommand() {
    endWord();
    if (!words.isEmpty()) {
      commands.add(words);
    }
    words = new ArrayList<>();
  }
}
