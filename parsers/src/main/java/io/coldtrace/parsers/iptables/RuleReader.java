package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Sorts the options of one rule: which match each belongs to, and which to the target.
 *
 * <p>An option belongs to the latest {@code -m} that has it; to the protocol ({@code -p tcp --dport
 * 80} needs no {@code -m tcp}); to the latest extension that is not known here; behind {@code -j},
 * to the target, unless an extension was loaded after that.
 */
final class RuleReader {
  private static final Set<String> WITH_ONE_ARGUMENT = Set.of("-p", "-s", "-d", "-i", "-o");

  private final List<RuleOption> matches = new ArrayList<>();
  private final List<RuleOption> targetOptions = new ArrayList<>();
  private final List<Loaded> modules = new ArrayList<>();
  private int modulesBeforeTarget;
  private String protocol = "";
  private String target = "";
  private boolean goesTo;

  private RuleReader() {}

  /** An extension that {@code -m} loads; without options of its own it is a match all the same. */
  private static final class Loaded {
    final String name;
    final boolean negated;
    final int position;
    boolean used;

    Loaded(String name, boolean negated, int position) {
      this.name = name;
      this.negated = negated;
      this.position = position;
    }
  }

  /** Empty if iptables itself would not take the rule: {@code -j} or {@code -s} without a word. */
  static Optional<ParsedRule> read(String text, String chain, List<WrittenOption> options) {
    RuleReader reader = new RuleReader();
    for (WrittenOption option : WrittenOption.withFreeText(options)) {
      if (!reader.add(option)) {
        return Optional.empty();
      }
    }
    reader.addModulesWithoutOptions();
    return Optional.of(
        new ParsedRule(
            text,
            chain,
            List.copyOf(reader.matches),
            reader.target,
            reader.goesTo,
            List.copyOf(reader.targetOptions)));
  }

  private boolean add(WrittenOption option) {
    return switch (option.name()) {
      case "-j", "-g" -> addTarget(option);
      case "-m" -> addModule(option);
      case "-p" -> {
        protocol = option.negated() ? "" : option.onlyArgument();
        yield addBuiltIn(option);
      }
      case "-s", "-d", "-i", "-o", "-f" -> addBuiltIn(option);
      default -> addExtensionOption(option);
    };
  }

  private boolean addModule(WrittenOption option) {
    modules.add(new Loaded(option.onlyArgument(), option.negated(), matches.size()));
    return !option.onlyArgument().isEmpty();
  }

  private boolean addTarget(WrittenOption option) {
    if (!target.isEmpty() || option.negated()) {
      return false;
    }
    target = option.onlyArgument();
    goesTo = option.name().equals("-g");
    modulesBeforeTarget = modules.size();
    return !target.isEmpty();
  }

  private boolean addBuiltIn(WrittenOption option) {
    matches.add(owned("", option));
    return option.arguments().size() == (WITH_ONE_ARGUMENT.contains(option.name()) ? 1 : 0);
  }

  private boolean addExtensionOption(WrittenOption option) {
    int oldest = target.isEmpty() ? 0 : modulesBeforeTarget;
    Optional<Loaded> owner = latest(oldest, option, true);
    if (owner.isEmpty() && MatchModules.owns(protocol, option.name())) {
      matches.add(owned(protocol, option));
      return true;
    }
    if (owner.isEmpty()) {
      owner = latest(oldest, option, false);
    }
    if (owner.isPresent()) {
      owner.get().used = true;
      matches.add(owned(owner.get().name, option));
    } else if (!target.isEmpty()) {
      targetOptions.add(owned(target, option));
    } else {
      matches.add(owned(protocol, option));
    }
    return true;
  }

  private Optional<Loaded> latest(int oldest, WrittenOption option, boolean known) {
    for (int i = modules.size() - 1; i >= oldest; i--) {
      String module = modules.get(i).name;
      if (known ? MatchModules.owns(module, option.name()) : !MatchModules.isKnown(module)) {
        return Optional.of(modules.get(i));
      }
    }
    return Optional.empty();
  }

  private static RuleOption owned(String module, WrittenOption option) {
    return new RuleOption(module, option.name(), option.negated(), option.arguments());
  }

  private void addModulesWithoutOptions() {
    // From the last to the first, so that the places still to be used stay right.
    for (int i = modules.size() - 1; i >= 0; i--) {
      Loaded module = modules.get(i);
      if (!module.used) {
        matches.add(module.position, new RuleOption(module.name, "", module.negated, List.of()));
      }
    }
  }
}
