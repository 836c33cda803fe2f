package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The columns of a chain in {@code iptables -L}. They are only as wide as they like, so a row is
 * taken word by word; a rule without target leaves its column blank, and ip6tables of before 1.8.9
 * that of {@code opt}.
 */
final class RuleColumns {
  private static final String COUNT = "([0-9]{1,12}[KMGTPE]?)\\s+";
  private static final String PROTOCOL = "(!?[a-z0-9][a-z0-9.+-]*)\\s+";
  private static final String FRAGMENTS = "(?:(--|-f|!f)\\s+)?";
  private static final String DEVICES = "(\\S+)\\s+(\\S+)\\s+";
  // A network, a host, anywhere; without -n whatever a resolver said.
  private static final String ADDRESS = "(!?(?:[0-9A-Za-z]|::)[0-9A-Za-z_.:/-]*)";
  private static final Pattern UNIT = Pattern.compile("([0-9]{1,12})([KMGTPE]?)");

  private final boolean indented;
  private final boolean devices;
  private final Pattern withTarget;
  private final Pattern withoutTarget;
  private final Pattern blankTarget;

  /**
   * The columns that a heading names.
   *
   * @param numbered {@code --line-numbers}
   * @param counted {@code -v}
   * @param devices {@code -v}: without it the listing does not say on which interfaces a rule holds
   */
  RuleColumns(boolean numbered, boolean counted, boolean devices) {
    this.devices = devices;
    indented = numbered || counted;
    String before = "\\s*" + (numbered ? "[0-9]+\\s+" : "") + (counted ? COUNT + COUNT : "()()");
    String after =
        PROTOCOL
            + FRAGMENTS
            + (devices ? DEVICES : "()()")
            + ADDRESS
            + "\\s+"
            + ADDRESS
            + "(\\s.*)?";
    withTarget = Pattern.compile(before + "(\\S+)\\s+" + after);
    withoutTarget = Pattern.compile(before + "()" + after);
    blankTarget =
        Pattern.compile(
            "\\s*"
                + (numbered ? "[0-9]+" : "")
                + (counted ? "\\s*[0-9]+[KMGTPE]?\\s+[0-9]+[KMGTPE]?" : "")
                + "\\s{9,}\\S.*");
  }

  /** What a row says; empty if it does not fit the columns. */
  Optional<RuleRow> row(String line) {
    Matcher with = withTarget.matcher(line);
    Matcher without = withoutTarget.matcher(line);
    if (with.matches() && !(isBlankTarget(line) && without.matches())) {
      return Optional.of(row(with));
    }
    return without.matches() ? Optional.of(row(without)) : Optional.empty();
  }

  /** Where both readings fit: {@code tcp anywhere anywhere tcp dpt:80} names no target. */
  private boolean isBlankTarget(String line) {
    return indented ? blankTarget.matcher(line).matches() : line.startsWith(" ");
  }

  private RuleRow row(Matcher row) {
    String protocol = row.group(4);
    List<RuleOption> matches = new ArrayList<>();
    address("-s", row.group(8), matches);
    address("-d", row.group(9), matches);
    device("-i", row.group(6), matches);
    device("-o", row.group(7), matches);
    if (!protocol.equals("all") && !protocol.equals("0")) {
      matches.add(option("-p", protocol));
    }
    if ("-f".equals(row.group(5)) || "!f".equals(row.group(5))) {
      matches.add(new RuleOption("", "-f", row.group(5).equals("!f"), List.of()));
    }
    if (!devices) {
      matches.add(
          new RuleOption("", RuleOption.UNKNOWN, false, List.of("interfaces are not listed")));
    }
    String rest = row.group(10) == null ? "" : row.group(10).strip();
    boolean goesTo = rest.startsWith("[goto]");
    RuleConditions conditions =
        new RuleConditions(row.group(3), Extensions.ofProtocol(protocol.replace("!", "")));
    conditions.read(goesTo ? rest.substring("[goto]".length()) : rest);
    matches.addAll(conditions.matches());
    return new RuleRow(
        List.copyOf(matches),
        row.group(3),
        goesTo,
        List.copyOf(conditions.targetOptions()),
        row.group(1).isEmpty() ? -1 : count(row.group(1)),
        row.group(2).isEmpty() ? -1 : count(row.group(2)));
  }

  private static void address(String name, String written, List<RuleOption> matches) {
    if (!written.matches("anywhere|default|0\\.0\\.0\\.0/0|::/0")) {
      matches.add(option(name, written));
    }
  }

  private static void device(String name, String written, List<RuleOption> matches) {
    if (!written.isEmpty() && !written.equals("*") && !written.equals("any")) {
      matches.add(option(name, written));
    }
  }

  private static RuleOption option(String name, String written) {
    boolean negated = written.startsWith("!");
    return new RuleOption("", name, negated, List.of(negated ? written.substring(1) : written));
  }

  /** {@code 12K} is about 12 thousand: so {@code iptables} rounds without {@code -x}. */
  static long count(String written) {
    Matcher matcher = UNIT.matcher(written);
    if (!matcher.matches()) {
      return -1;
    }
    long count = Long.parseLong(matcher.group(1));
    int power = matcher.group(2).isEmpty() ? 0 : "KMGTPE".indexOf(matcher.group(2)) + 1;
    for (int i = 0; i < power; i++) {
      count *= 1000;
    }
    return count;
  }
}
