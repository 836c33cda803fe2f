package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;

/**
 * The path that a captured file had on its node: {@code files/etc/hosts} was {@code /etc/hosts}.
 */
final class NodePath {
  private static final String COPIES = "files/";

  private NodePath() {}

  /** For what is no copy of a file, the captured file's own name. */
  static String of(Source source) {
    return source.file().startsWith(COPIES)
        ? source.file().substring(COPIES.length() - 1)
        : source.file();
  }
}
