package io.coldtrace.parsers.iptables;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An option of a rule before it is known which module it belongs to: {@code ! --ctstate INVALID}.
 *
 * @param name with its dashes; the short form where there is one
 * @param arguments unquoted
 */
record WrittenOption(String name, boolean negated, List<String> arguments) {
  private static final Map<String, String> SHORT_FORMS =
      Map.ofEntries(
          Map.entry("--protocol", "-p"),
          Map.entry("--proto", "-p"),
          Map.entry("--source", "-s"),
          Map.entry("--src", "-s"),
          Map.entry("--destination", "-d"),
          Map.entry("--dst", "-d"),
          Map.entry("--in-interface", "-i"),
          Map.entry("--out-interface", "-o"),
          Map.entry("--fragment", "-f"),
          Map.entry("--match", "-m"),
          Map.entry("--jump", "-j"),
          Map.entry("--goto", "-g"));

  /**
   * Their argument is free text, which iptables-save prints without quotes if it holds letters and
   * dashes only: {@code --comment -x}.
   */
  private static final Set<String> FREE_TEXT =
      Set.of("--comment", "--log-prefix", "--nflog-prefix", "--string", "--hex-string");

  WrittenOption {
    name = SHORT_FORMS.getOrDefault(name, name);
    arguments = List.copyOf(arguments);
  }

  /** Gives a free-text option that lacks its argument the words that were taken for an option. */
  static List<WrittenOption> withFreeText(List<WrittenOption> options) {
    List<WrittenOption> result = new ArrayList<>(options.size());
    for (WrittenOption option : options) {
      int last = result.size() - 1;
      if (last >= 0 && result.get(last).lacksText() && !option.negated) {
        WrittenOption before = result.get(last);
        List<String> words = new ArrayList<>(List.of(option.name));
        words.addAll(option.arguments);
        result.set(last, new WrittenOption(before.name, before.negated, words));
      } else {
        result.add(option);
      }
    }
    return result;
  }

  private boolean lacksText() {
    return arguments.isEmpty() && FREE_TEXT.contains(name);
  }

  /** Its one argument, or an empty text if it has none or several. */
  String onlyArgument() {
    return arguments.size() == 1 ? arguments.get(0) : "";
  }
}
