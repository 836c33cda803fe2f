package io.coldtrace.parsers.command;

import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.parsers.command.NodeCommand.Edit;
import io.coldtrace.parsers.command.NodeCommand.IptablesEdit;
import io.coldtrace.parsers.command.NodeCommand.IptablesPolicy;
import io.coldtrace.parsers.iptables.IptablesSaveFileParser;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code iptables} and its kin, iptables(8): the rule in it is read as iptables-save writes it. */
final class IptablesCommand {
  private static final Set<String> ADDRESSES =
      Set.of("-s", "--source", "--src", "-d", "--destination", "--dst");

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

  static Optional<List<NodeCommand>> read(String program, List<String> arguments) {
    IptablesCommand command = new IptablesCommand(program);
    List<NodeCommand> meant = command.options(arguments) ? command.meaning() : List.of();
    return Optional.of(meant).filter(commands -> !commands.isEmpty());
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

  /** Empty if it is not understood. */
  private List<NodeCommand> meaning() {
    if (operation.equals("-P")) {
      return rest.size() == 1
          ? List.of(new IptablesPolicy(backend, family, table, chain, rest.get(0)))
          : List.of();
    }
    int position = operation.equals("-I") ? 1 : 0;
    List<String> words = rest;
    if (!words.isEmpty() && words.get(0).matches("[0-9]{1,6}")) {
      if (!operation.equals("-I")) {
        return List.of(); // by number: a rule that moved would be another one
      }
      position = Integer.parseInt(words.get(0));
      words = words.subList(1, words.size());
    }
    Edit edit = operation.equals("-D") ? Edit.DELETE : Edit.ADD;
    List<NodeCommand> edits = new ArrayList<>();
    for (List<String> single : withOneAddressEach(words)) {
      Optional<IptablesRule> rule = rule(single);
      if (rule.isEmpty()) {
        return List.of();
      }
      edits.add(new IptablesEdit(backend, edit, position, rule.get()));
    }
    return edits;
  }

  /** Of a list of addresses iptables makes a rule each. */
  private static List<List<String>> withOneAddressEach(List<String> words) {
    for (int i = 0; i + 1 < words.size(); i++) {
      int at = i + 1;
      if (ADDRESSES.contains(words.get(i)) && words.get(at).contains(",")) {
        return Stream.of(words.get(at).split(","))
            .map(address -> replaced(words, at, address))
            .flatMap(single -> withOneAddressEach(single).stream())
            .toList();
      }
    }
    return List.of(words);
  }

  private static List<String> replaced(List<String> words, int at, String word) {
    List<String> copy = new ArrayList<>(words);
    copy.set(at, word);
    return copy;
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
