package io.coldtrace.parsers.iptables;

import io.coldtrace.facts.netfilter.RuleOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The extensions that a rule has loaded so far, and whose an option is: the latest that has it; the
 * protocol's ({@code -p tcp --dport 80} needs no {@code -m tcp}); the latest extension that is not
 * known here.
 */
final class OptionOwners {
  /** Their argument is free text, so that a {@code !} is no negation. */
  private static final Set<String> TEXTS =
      Set.of("--comment", "--log-prefix", "--nflog-prefix", "--ulog-prefix", "--string");

  private final List<Loaded> loaded = new ArrayList<>();
  private String protocol = "";

  /** An extension; a match without options of its own is a match all the same. */
  private static final class Loaded {
    final String name;
    final Optional<Extension> extension;
    final int position;
    boolean used;

    Loaded(String name, Optional<Extension> extension, int position) {
      this.name = name;
      this.extension = extension;
      this.position = position;
    }
  }

  /**
   * An option with its owner.
   *
   * @param option its full name
   */
  record Owned(String module, boolean byTarget, String option, Extension.Words words) {
    boolean isText() {
      return TEXTS.contains(option);
    }
  }

  /**
   * A match or the target was loaded.
   *
   * @param position where a match stands among the rule's; -1 for the target
   */
  void load(String name, Optional<Extension> extension, int position) {
    loaded.add(new Loaded(name, extension, position));
  }

  void protocol(String name) {
    protocol = Extensions.ofProtocol(name);
  }

  /** Whose an option is; empty if no extension of the rule has it. */
  Optional<Owned> of(String option) {
    return find(extension -> extension.has(option) ? Optional.of(option) : Optional.empty())
        .or(() -> find(extension -> extension.completed(option)))
        .or(() -> ofUnknown(option));
  }

  private Optional<Owned> find(Function<Extension, Optional<String>> optionOf) {
    for (int i = loaded.size() - 1; i >= 0; i--) {
      Loaded each = loaded.get(i);
      Optional<String> option = each.extension.flatMap(optionOf);
      if (option.isPresent()) {
        each.used = true;
        Extension.Words words = each.extension.get().options().get(option.get());
        return Optional.of(new Owned(each.name, each.position < 0, option.get(), words));
      }
    }
    Optional<Extension> implied = Extensions.match(protocol);
    return implied
        .flatMap(optionOf)
        .map(option -> new Owned(protocol, false, option, implied.get().options().get(option)));
  }

  private Optional<Owned> ofUnknown(String option) {
    for (int i = loaded.size() - 1; i >= 0; i--) {
      Loaded each = loaded.get(i);
      if (each.extension.isEmpty()) {
        each.used = true;
        return Optional.of(new Owned(each.name, each.position < 0, option, Extension.Words.ANY));
      }
    }
    return Optional.empty();
  }

  /** Adds the matches that were loaded and have no option. */
  void addModulesWithoutOptions(List<RuleOption> matches) {
    // From the last to the first, so that the places still to be used stay right.
    for (int i = loaded.size() - 1; i >= 0; i--) {
      Loaded each = loaded.get(i);
      if (!each.used && each.position >= 0) {
        matches.add(each.position, new RuleOption(each.name, "", false, List.of()));
      }
    }
  }
}
