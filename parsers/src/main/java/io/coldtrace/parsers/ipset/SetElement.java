package io.coldtrace.parsers.ipset;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What ipset(8) takes for an element of a type, and behind it. */
final class SetElement {
  private static final String ADDRESS =
      "[0-9A-Fa-f.:]+(?:/[0-9.]+)?(?:-[0-9A-Fa-f.:]+(?:/[0-9]+)?)?";

  /** By the names of the parts in a type: {@code hash:net,port}. */
  private static final Map<String, Pattern> PARTS =
      Map.of(
          "ip", Pattern.compile(ADDRESS),
          "net", Pattern.compile(ADDRESS),
          "port", Pattern.compile("(?:[A-Za-z0-9-]+:)?[A-Za-z0-9/-]+(?::[0-9A-Za-z-]+)?"),
          "mac", Pattern.compile("(?:[0-9A-Fa-f]{2}:){5}[0-9A-Fa-f]{2}"),
          "mark", Pattern.compile("0x[0-9A-Fa-f]+|[0-9]+"),
          "iface", Pattern.compile("(?:physdev:)?\\S+"),
          "set", Pattern.compile("\\S+"));

  private static final Pattern TYPE =
      Pattern.compile("(?:hash|bitmap|list):(?:ip|net|port|mac|mark|iface|set)(?:,[a-z]+)*");

  /** Types of ipset before version 6. */
  private static final Set<String> OLD_TYPES =
      Set.of(
          "ipmap",
          "macipmap",
          "portmap",
          "iphash",
          "nethash",
          "ipporthash",
          "ipportiphash",
          "ipportnethash",
          "iptree",
          "iptreemap",
          "setlist");

  private static final Set<String> FLAGS = Set.of("nomatch", "wildcard");
  private static final Set<String> WITH_VALUE =
      Set.of(
          "timeout",
          "packets",
          "bytes",
          "comment",
          "skbmark",
          "skbprio",
          "skbqueue",
          "before",
          "after");

  private SetElement() {}

  static boolean isType(String type) {
    return TYPE.matcher(type).matches() || OLD_TYPES.contains(type);
  }

  /** Whether a set of that type may hold this element; one of an unknown type may hold any. */
  static boolean fits(String element, String type) {
    if (!TYPE.matcher(type).matches()) {
      return true;
    }
    String[] names = type.substring(type.indexOf(':') + 1).split(",", -1);
    String[] parts = element.split(",", -1);
    // bitmap:ip,mac may lack the MAC address.
    boolean length = parts.length == names.length || type.equals("bitmap:ip,mac");
    for (int i = 0; length && i < Math.min(parts.length, names.length); i++) {
      Pattern pattern = PARTS.get(names[i]);
      length = pattern == null || pattern.matcher(parts[i]).matches();
    }
    return length && parts.length <= names.length;
  }

  static boolean areOptions(List<String> words) {
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).replaceFirst("^--", "");
      if (WITH_VALUE.contains(word) && i + 1 < words.size()) {
        i++;
      } else if (!FLAGS.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
