package io.coldtrace.analyzer.diagnose;

import io.coldtrace.report.Messages;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What stood in the way of reading an input, in the report's language: {@code not a readable
 * archive: ...}. What libraries and the system say behind it stays as they say it.
 */
final class ProblemWords {
  private static final Map<Pattern, String> KEYS = keys();

  private ProblemWords() {}

  /** The words; as they are if nobody knows them. */
  static String of(String what, Messages messages) {
    for (Map.Entry<Pattern, String> each : KEYS.entrySet()) {
      Matcher matcher = each.getKey().matcher(what);
      if (matcher.matches()) {
        Object[] said = new Object[matcher.groupCount()];
        for (int i = 0; i < said.length; i++) {
          said[i] = of(matcher.group(i + 1), messages);
        }
        return messages.text("problem." + each.getValue(), said);
      }
    }
    return what;
  }

  private static Map<Pattern, String> keys() {
    Map<Pattern, String> keys = new LinkedHashMap<>();
    keys.put(Pattern.compile("no such file or folder"), "absent");
    keys.put(Pattern.compile("the folder is empty"), "empty-folder");
    keys.put(Pattern.compile("the archive holds no file"), "empty-archive");
    keys.put(Pattern.compile("not a readable archive: (.*)", Pattern.DOTALL), "unreadable");
    keys.put(Pattern.compile("cut off or damaged after (.*?) files: (.*)", Pattern.DOTALL), "cut");
    keys.put(
        Pattern.compile("a file outside of any node's folder: (.*)", Pattern.DOTALL), "outside");
    keys.put(
        Pattern.compile("the part (.*) is missing; what comes before it was read"), "part-missing");
    keys.put(Pattern.compile("it is encrypted: --key FILE decrypts it"), "encrypted");
    keys.put(
        Pattern.compile("it is encrypted, and there is no openssl here to decrypt it"),
        "no-openssl");
    keys.put(
        Pattern.compile("the key given with --key does not decrypt it (.*)", Pattern.DOTALL),
        "wrong-key");
    keys.put(Pattern.compile("the encrypted file is cut off"), "encrypted-cut");
    keys.put(Pattern.compile("it does not decrypt to its end"), "decrypted-part");
    keys.put(Pattern.compile("more than (.*) files"), "many-files");
    keys.put(Pattern.compile("more than (.*) unpacked"), "large");
    keys.put(Pattern.compile("a header larger than (.*)"), "large-header");
    return keys;
  }
}
