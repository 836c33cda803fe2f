package io.coldtrace.rules.knowledge;

import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A kernel parameter that matters to the pod network and what its value must be: a row of {@code
 * knowledge/sysctls.tsv}. What a rule of its own judges is not in it.
 *
 * @param bound {@code = 0}, {@code >= 1024} or {@code <= 1}
 * @param sound a value to set it to
 */
public record SoundSysctl(
    String key, String bound, String sound, String effect, String effectChinese) {

  /** By key. */
  public static final Map<String, SoundSysctl> ALL =
      Table.rows("/io/coldtrace/rules/knowledge/sysctls.tsv", 6).stream()
          .map(row -> new SoundSysctl(row.get(0), row.get(1), row.get(2), row.get(3), row.get(4)))
          .collect(Collectors.toUnmodifiableMap(SoundSysctl::key, Function.identity()));

  /** Whether the value is as it must be; what is no number is. */
  public boolean isSound(String value) {
    if (!value.matches("-?[0-9]{1,18}")) {
      return true;
    }
    long actual = Long.parseLong(value);
    String[] words = bound.split(" ", -1);
    long limit = Long.parseLong(words[1]);
    return switch (words[0]) {
      case ">=" -> actual >= limit;
      case "<=" -> actual <= limit;
      default -> actual == limit;
    };
  }
}
