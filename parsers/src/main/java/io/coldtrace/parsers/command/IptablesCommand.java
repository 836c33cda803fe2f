package io.coldtrace.parsers.command;

import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.command.NodeCommand.Edit;
import io.coldtrace.parsers.command.NodeCommand.IptablesEdit;
import io.coldtrace.parsers.command.NodeCommand.IptablesPolicy;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code iptables} and its kin, iptables(8): the rule in it is read as iptables-save writes it. */
final class IptablesCommand {
  private final String backend;
  private final String family;
  private String table = "filter";
  private String operation = "";
  private String chain = "";
  private final List<String> rest = new ArrayList<>();

  private IptablesCommand(String program) {
    family = program.startsWith("ip6") ? "ip6" : "ip";
    int dash = program.indexOf('-');
    backend = dash < 0 ? "" : program.substring(dash + 1);
  }

  static Optional<NodeCommand> read(String program, List<String> arguments) {
    IptablesCommand command = new IptablesCommand(program);
    return command.options(arguments) ? command.meaning() : Optional.empty();
  }

  private boolean options(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      boolean more = i + 1 < arguments.size();
      switch (word) {
        case "-w", "--wait" -> {
          // its number of seconds may follow
          if (more && arguments.get(i + 1).matches("[0-9]+")) {
            i++;
          }
        }
        case "-t", "--table" -> {
          if (!more) {
            return false;
          }
          table = arguments.get(++i);
        }
        case "-A", "--append", "-I", "--insert", "-D", "--delete", "-P", "--policy" -> {
          if (!more || !operation.isEmpty()) {
            return false;
          }
          operation = word.startsWith("--") ? "-" + Character.toUpperCase(word.charAt(2)) : word;
          chain = arguments.get(++i);
        }
        default -> rest.add(word);
      }
    }
    return !operation.isEmpty();
  }

  private Optional<NodeCommand> meaning() {
    if (operation.equals("-P")) {
      return rest.size() == 1
          ? Optional.of(new IptablesPolicy(backend, family, table, chain, rest.get(0)))
          : Optional.empty();
    }
    int position = operation.equals("-I") ? 1 : 0;
    List<String> words = rest;
    if (!words.isEmpty() && words.get(0).matches("[0-9]{1,6}")) {
      if (!operation.equals("-I")) {
        return Optional.empty(); // by number: a rule that moved would be another one
      }
      position = Integer.parseInt(words.get(0));
      words = words.subList(1, words.size());
    }
    int at = position;
    return rule(words)
        .map(
            rule ->
                new IptablesEdit(
                    backend, operation.equals("-D") ? Edit.DELETE : Edit.ADD, at, rule));
  }

  private Optional<IptablesRule> rule(List<String> words) {
    String text = words.stream().map(IptablesCommand::saved).collect(Collectors.joining(" "));
    String listing = "*" + table + "\n-A " + chain + " " + text + "\nCOMMIT\n";
    return NodeCommands.told(new IptablesSaveFileParser(), listing, IptablesRule.class)
        .map(this::ofFamily);
  }

  private IptablesRule ofFamily(IptablesRule rule) {
    return new IptablesRule(
        rule.source(),
        backend,
        family,
        table,
        rule.chain(),
        rule.position(),
        rule.matches(),
        rule.target(),
        rule.goesTo(),
        rule.targetOptions(),
        rule.packets(),
        rule.bytes(),
        rule.text());
  }

  /** A word as iptables-save writes it. */
  private static String saved(String word) {
    return word.matches("[A-Za-z0-9_./:,=+@%!-]+")
        ? word
        : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
