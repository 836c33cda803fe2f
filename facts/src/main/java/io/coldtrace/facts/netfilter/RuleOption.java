package io.coldtrace.facts.netfilter;

import java.util.List;

/**
 * One option of an iptables rule, of a match or of a target: {@code -m conntrack ! --ctstate
 * INVALID,NEW} is {@code ("conntrack", "--ctstate", true, ["INVALID,NEW"])}. A module without
 * options ({@code -m tcp}) is one with an empty name.
 *
 * @param module the match extension (or target) that it belongs to; the protocol for options that
 *     {@code -p tcp} brings without {@code -m tcp}; empty for {@code -s -d -p -i -o -f}
 * @param name with its dashes and as written, but the short form for {@code -s -d -p -i -o -f};
 *     empty for a module alone
 * @param negated by {@code !}, before or after the name
 * @param arguments unquoted
 */
public record RuleOption(String module, String name, boolean negated, List<String> arguments) {
  /**
   * The name of a condition of which a listing does not tell enough: {@code iptables -L} without
   * {@code -v} leaves out the interfaces, and no parser knows the words of every extension.
   */
  public static final String UNKNOWN = "?";

  /** The first argument, or an empty text. */
  public String argument() {
    return arguments.isEmpty() ? "" : arguments.get(0);
  }
}
