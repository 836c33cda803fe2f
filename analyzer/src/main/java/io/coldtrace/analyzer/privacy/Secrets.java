package io.coldtrace.analyzer.privacy;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What must not leave in any form: passwords, tokens, keys. The collector masks them; pasted text
 * may have them.
 */
final class Secrets {
  private static final String MASK = "***";

  private record Shape(Pattern pattern, String masked) {
    static Shape of(String pattern, String masked) {
      return new Shape(Pattern.compile(pattern), masked);
    }
  }

  private static final List<Shape> SHAPES =
      List.of(
          Shape.of("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*", MASK),
          Shape.of("(?i)\\b(bearer|basic) +[A-Za-z0-9+/._~=-]{8,}", "$1 " + MASK),
          Shape.of("(://[^/\\s:@]*:)[^/\\s@]+@", "$1" + MASK + "@"),
          Shape.of("\\b[a-z0-9]{6}\\.[a-z0-9]{16}\\b", MASK),
          Shape.of(
              "(?i)((?:pass(?:word|wd|phrase)?|pwd|token|secret|credentials?|cookie|psk|(?:api|access|private|secret|shared|encryption)[-_.]?key"
                  + "|(?:certificate-authority|client-certificate|client-key)-data|dockerconfigjson)[\"']?(?: *[:=] *| +)[\"']?)(?!\\*\\*\\*)(?![-{\\[/])[^\\s\"',;&]{4,}",
              "$1" + MASK));

  private static final Pattern KEY_BEGINS = Pattern.compile(".*-----BEGIN [A-Z ]+-----.*");
  private static final Pattern KEY_ENDS = Pattern.compile(".*-----END [A-Z ]+-----.*");

  private boolean inKey;

  /** The line without its secrets; between the lines of a key or certificate nothing is left. */
  String masked(String line) {
    boolean begins = KEY_BEGINS.matcher(line).matches();
    boolean ends = KEY_ENDS.matcher(line).matches();
    if (begins && ends) {
      return line.replaceAll("(-----BEGIN [A-Z ]+-----).*(-----END)", "$1" + MASK + "$2");
    }
    if (inKey && !ends) {
      return MASK;
    }
    inKey = begins;
    String masked = line;
    for (Shape shape : SHAPES) {
      masked = shape.pattern().matcher(masked).replaceAll(shape.masked());
    }
    return masked;
  }
}
