package io.coldtrace.parsers.nft;

import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The priority of a base chain as a number, nft(8) "Standard priority names": {@code -100}, {@code
 * dstnat}, {@code filter + 10}.
 */
final class HookPriority {
  private static final Map<String, Integer> NAMES =
      Map.of(
          "raw", -300, "mangle", -150, "dstnat", -100, "filter", 0, "security", 50, "srcnat", 100);
  private static final Map<String, Integer> BRIDGE_NAMES =
      Map.of("dstnat", -300, "filter", -200, "out", 100, "srcnat", 300);
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,9}");

  private HookPriority() {}

  /** Empty for a name that nft does not have. */
  static OptionalInt of(String family, String base, String sign, String offset) {
    Integer named = (family.equals("bridge") ? BRIDGE_NAMES : NAMES).get(base);
    if (named == null && !NUMBER.matcher(base).matches()) {
      return OptionalInt.empty();
    }
    if (!NUMBER.matcher(offset).matches()) {
      return OptionalInt.empty();
    }
    int start = named == null ? Integer.parseInt(base) : named;
    int by = Integer.parseInt(offset);
    return OptionalInt.of(sign.equals("-") ? start - by : start + by);
  }
}
