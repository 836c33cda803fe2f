package io.coldtrace.parsers.iptables;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one command of iptables(8) as iptables does: which match each option belongs to, which to
 * the target, and how many words it takes. What iptables would not take is no rule.
 */
final class RuleReader {
  private static final Map<String, String> SHORT_FORMS =
      Map.ofEntries(
          Map.entry("--append", "-A"),
          Map.entry("--check", "-C"),
          Map.entry("--delete", "-D"),
          Map.entry("--delete-chain", "-X"),
          Map.entry("--destination", "-d"),
          Map.entry("--dst", "-d"),
          Map.entry("--flush", "-F"),
          Map.entry("--fragment", "-f"),
          Map.entry("--fragments", "-f"),
          Map.entry("--goto", "-g"),
          Map.entry("--in-interface", "-i"),
          Map.entry("--help", "-h"),
          Map.entry("--insert", "-I"),
          Map.entry("--ipv4", "-4"),
          Map.entry("--ipv6", "-6"),
          Map.entry("--jump", "-j"),
          Map.entry("--list", "-L"),
          Map.entry("--list-rules", "-S"),
          Map.entry("--match", "-m"),
          Map.entry("--new", "-N"),
          Map.entry("--new-chain", "-N"),
          Map.entry("--numeric", "-n"),
          Map.entry("--out-interface", "-o"),
          Map.entry("--policy", "-P"),
          Map.entry("--protocol", "-p"),
          Map.entry("--rename-chain", "-E"),
          Map.entry("--replace", "-R"),
          Map.entry("--set-counters", "-c"),
          Map.entry("--source", "-s"),
          Map.entry("--src", "-s"),
          Map.entry("--table", "-t"),
          Map.entry("--verbose", "-v"),
          Map.entry("--wait", "-w"),
          Map.entry("--wait-interval", "-W"),
          Map.entry("--zero", "-Z"));

  private static final Set<String> WITH_RULE = Set.of("-A", "-I", "-R", "-D", "-C");
  private static final String LETTERS_WITH_WORD = "ACDIRPNEtcpsdiojgm";

  private final RuleWords words;
  private final OptionOwners owners = new OptionOwners();
  private final List<RuleOption> matches = new ArrayList<>();
  private final List<RuleOption> targetOptions = new ArrayList<>();
  private String command = "";
  private String table = "";
  private String chain = "";
  private String policy = "";
  private String target = "";
  private boolean goesTo;
  private int number = 1;
  private int family;
  private long packets = -1;
  private long bytes = -1;

  private RuleReader(RuleWords words) {
    this.words = words;
  }

  /** Empty if iptables itself would not take the line: {@code -j} or {@code -s} without a word. */
  static Optional<ParsedRule> read(String text, RuleWords words) {
    RuleReader reader = new RuleReader(words);
    return reader.readAll() ? Optional.of(reader.rule(text)) : Optional.empty();
  }

  private boolean readAll() {
    while (words.hasNext()) {
      boolean negated = words.takeBang();
      if (!words.nextIsOption() || !readOption(words.next(), negated)) {
        return false;
      }
    }
    owners.addModulesWithoutOptions(matches);
    boolean rule = !matches.isEmpty() || !target.isEmpty();
    return !command.isEmpty() && (WITH_RULE.contains(command) || !rule);
  }

  private ParsedRule rule(String text) {
    return new ParsedRule(
        text,
        command,
        table,
        chain,
        number,
        policy,
        family,
        List.copyOf(matches),
        target,
        goesTo,
        List.copyOf(targetOptions),
        packets,
        bytes);
  }

  private boolean readOption(String written, boolean negated) {
    int equals = written.startsWith("--") ? written.indexOf('=') : -1;
    if (equals > 0) {
      words.insert(written.substring(equals + 1));
    }
    String option = equals > 0 ? written.substring(0, equals) : written;
    String name = SHORT_FORMS.getOrDefault(option, option);
    if (name.length() > 2 && name.charAt(1) != '-') {
      return readJoined(name, negated);
    }
    return switch (name) {
      case "-s", "-d", "-i", "-o", "-p" -> readBuiltIn(name, negated);
      case "-f" -> matches.add(new RuleOption("", "-f", negated, List.of()));
      default -> name.length() > 2 ? readExtensionOption(name, negated) : !negated && read(name);
    };
  }

  /** {@code -jDROP}. */
  private boolean readJoined(String written, boolean negated) {
    if (LETTERS_WITH_WORD.indexOf(written.charAt(1)) < 0) {
      return false;
    }
    words.insert(written.substring(2));
    return readOption(written.substring(0, 2), negated);
  }

  private boolean read(String option) {
    return switch (option) {
      case "-j", "-g" -> readTarget(option);
      case "-m" -> readModule();
      case "-t" -> {
        table = words.nextIsPlain() ? words.next() : "";
        yield !table.isEmpty();
      }
      case "-c" -> readCounters();
      case "-4", "-6" -> {
        family = option.charAt(1) - '0';
        yield true;
      }
      case "-n", "-v", "-x" -> true;
      case "-w", "-W" -> !words.nextIsPlain() || words.next().matches("[0-9]{1,9}");
      default -> readCommand(option);
    };
  }

  private boolean readCommand(String option) {
    if (!command.isEmpty() || "-A-I-R-D-C-P-N-X-F-Z-E-L-S-h".indexOf(option) < 0) {
      return false;
    }
    command = option;
    chain = words.nextIsPlain() ? words.next() : "";
    boolean numbered = words.nextIsPlain() && "-I-R-D-Z-L-S".contains(option);
    if (numbered) {
      String place = words.next();
      if (!place.matches("[0-9]{1,9}")) {
        return false;
      }
      number = Integer.parseInt(place);
    }
    if (option.equals("-P") || option.equals("-E")) {
      policy = words.nextIsPlain() ? words.next() : "";
    }
    boolean needsSecond = option.equals("-P") || option.equals("-E");
    return (!chain.isEmpty() || "-X-F-Z-L-S-h".contains(option))
        && (!needsSecond || !policy.isEmpty());
  }

  private boolean readCounters() {
    String first = words.nextIsPlain() ? words.next() : "";
    String[] both = first.split(",", 2);
    String second = both.length > 1 ? both[1] : words.nextIsPlain() ? words.next() : "";
    if (!both[0].matches("[0-9]{1,18}") || !second.matches("[0-9]{1,18}")) {
      return false;
    }
    packets = Long.parseLong(both[0]);
    bytes = Long.parseLong(second);
    return true;
  }

  private boolean readTarget(String option) {
    if (!target.isEmpty() || !words.nextIsPlain()) {
      return false;
    }
    target = words.next();
    goesTo = option.equals("-g");
    owners.load(target, Extensions.target(target), -1);
    return !target.isEmpty();
  }

  private boolean readModule() {
    if (!words.nextIsPlain()) {
      return false;
    }
    String module = words.next();
    if (!words.hasNext() && Extensions.match(module).isEmpty()) {
      // The line was cut, in the middle of a name that iptables knows.
      return false;
    }
    owners.load(module, Extensions.match(module), matches.size());
    return !module.isEmpty();
  }

  private boolean readBuiltIn(String name, boolean negated) {
    boolean not = words.takeBang() || negated;
    if (!words.nextIsPlain()) {
      return false;
    }
    String argument = words.next();
    if (name.equals("-p")) {
      owners.protocol(not ? "" : argument);
    }
    matches.add(new RuleOption("", name, not, List.of(argument)));
    return !argument.isEmpty();
  }

  private boolean readExtensionOption(String written, boolean negated) {
    Optional<OptionOwners.Owned> found = owners.of(written);
    if (found.isEmpty()) {
      return completed(written).map(name -> readOption(name, negated)).orElse(false);
    }
    OptionOwners.Owned owned = found.get();
    boolean takesWord = owned.words() != Extension.Words.NONE && !owned.isText();
    boolean not = negated || (takesWord && words.takeBang());
    List<String> arguments = new ArrayList<>();
    boolean complete =
        switch (owned.words()) {
          case NONE -> true;
          case ONE -> take(1, arguments);
          case TWO -> take(2, arguments);
          case PERHAPS -> !words.nextIsPlain() || take(1, arguments);
          case ANY -> takeAll(arguments);
        };
    List<RuleOption> options = owned.byTarget() ? targetOptions : matches;
    options.add(new RuleOption(owned.module(), owned.option(), not, List.copyOf(arguments)));
    return complete;
  }

  /** An own option of iptables of which only the beginning was written: {@code --dest}. */
  private static Optional<String> completed(String beginning) {
    Set<String> found =
        SHORT_FORMS.entrySet().stream()
            .filter(form -> form.getKey().startsWith(beginning))
            .map(Map.Entry::getValue)
            .collect(toUnmodifiableSet());
    return found.size() == 1 ? found.stream().findFirst() : Optional.empty();
  }

  private boolean take(int count, List<String> arguments) {
    for (int i = 0; i < count && words.hasNext(); i++) {
      arguments.add(words.next());
    }
    return arguments.size() == count;
  }

  private boolean takeAll(List<String> arguments) {
    while (words.nextIsPlain()) {
      arguments.add(words.next());
    }
    return true;
  }
}
