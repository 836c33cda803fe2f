package io.coldtrace.parsers.command;

import static java.util.regex.Matcher.quoteReplacement;

import io.coldtrace.facts.netfilter.NftMatch;
import io.coldtrace.facts.netfilter.NftRule;
import io.coldtrace.parsers.command.NodeCommand.NftAddition;
import io.coldtrace.parsers.command.NodeCommand.NftRuleDeletion;
import io.coldtrace.parsers.command.NodeCommand.NftTableDeletion;
import io.coldtrace.parsers.nft.NftRulesetFileParser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** {@code nft}, nft(8): the rule in it is read as {@code nft list ruleset} writes it. */
final class NftCommand {
  private static final Set<String> FAMILIES =
      Set.of("ip", "ip6", "inet", "arp", "bridge", "netdev");

  private static final Pattern SET = Pattern.compile("\\{[^{}]*\\}");

  private NftCommand() {}

  static Optional<NodeCommand> read(List<String> arguments) {
    if (arguments.size() < 3) {
      return Optional.empty();
    }
    String verb = arguments.get(0);
    String object = arguments.get(1);
    boolean named = FAMILIES.contains(arguments.get(2));
    String family = named ? arguments.get(2) : "ip";
    List<String> rest = arguments.subList(named ? 3 : 2, arguments.size());
    if (verb.equals("delete") && object.equals("table") && rest.size() == 1) {
      return Optional.of(new NftTableDeletion(family, rest.get(0)));
    }
    if (!object.equals("rule") || rest.size() < 3) {
      return Optional.empty();
    }
    String table = rest.get(0);
    String chain = rest.get(1);
    List<String> rule = rest.subList(2, rest.size());
    return switch (verb) {
      case "insert" -> addition(1, family, table, chain, rule);
      case "add" -> addition(0, family, table, chain, rule);
      case "delete" ->
          rule.size() == 2 && rule.get(0).equals("handle") && rule.get(1).matches("[0-9]{1,18}")
              ? Optional.of(new NftRuleDeletion(family, table, chain, Long.parseLong(rule.get(1))))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  /** As the listing has it: in a set a space follows each comma. */
  private static String listed(List<String> rule) {
    return SET.matcher(String.join(" ", rule))
        .replaceAll(set -> quoteReplacement(set.group().replaceAll(", *", ", ")));
  }

  private static Optional<NodeCommand> addition(
      int position, String family, String table, String chain, List<String> rule) {
    String listing =
        "table %s %s {\n\tchain %s {\n\t\t%s\n\t}\n}\n"
            .formatted(family, table, chain, listed(rule));
    return NodeCommands.told(new NftRulesetFileParser(), listing, NftRule.class)
        .filter(
            read ->
                !read.verdict().equals("?")
                    && read.matches().stream()
                        .noneMatch(match -> match.operator().equals(NftMatch.UNKNOWN)))
        .map(read -> new NftAddition(position, read));
  }
}
