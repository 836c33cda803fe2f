package io.coldtrace.parsers;

import io.coldtrace.facts.Source;
import java.util.regex.Pattern;

/**
 * The path that a captured file had on its node: {@code files/etc/hosts} was {@code /etc/hosts}, as
 * was {@code etc/hosts} of a sosreport.
 */
public final class NodePath {
  private static final String COPIES = "files/";

  /** Top folders of hier(7) that hold what nodes differ in. */
  private static final Pattern ON_NODE = Pattern.compile("(?:etc|lib|proc|run|sys|usr|var)/.+");

  private NodePath() {}

  /** For what is no copy of a file, the captured file's own name. */
  public static String of(Source source) {
    String file = source.file();
    if (file.startsWith(COPIES)) {
      return file.substring(COPIES.length() - 1);
    }
    return ON_NODE.matcher(file).matches() ? "/" + file : file;
  }
}
