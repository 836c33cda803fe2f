package io.coldtrace.parsers.command;

import io.coldtrace.facts.Fact;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.command.NodeCommand.FirewallStop;
import io.coldtrace.parsers.command.NodeCommand.NoChange;
import io.coldtrace.parsers.command.NodeCommand.SysctlWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads the commands of a remedy, as they would be typed on a node. */
public final class NodeCommands {
  private static final Set<String> FIREWALLS = Set.of("firewalld", "ufw");

  private NodeCommands() {}

  /**
   * The commands of a shell line, in order.
   *
   * @return empty if there is one among them whose effect is not known
   */
  public static Optional<List<NodeCommand>> read(String line) {
    Optional<List<List<String>>> simple = ShellLine.commands(line);
    if (simple.isEmpty()) {
      return Optional.empty();
    }
    List<NodeCommand> commands = new ArrayList<>();
    for (List<String> words : simple.get()) {
      Optional<List<NodeCommand>> read = one(words);
      if (read.isEmpty()) {
        return Optional.empty();
      }
      commands.addAll(read.get());
    }
    return Optional.of(commands);
  }

  private static Optional<List<NodeCommand>> one(List<String> words) {
    List<String> arguments = words.subList(1, words.size());
    return switch (words.get(0)) {
      case "sysctl" -> sysctl(arguments);
      case "systemctl" -> systemctl(arguments);
      case "ufw" -> ufw(arguments);
      case "iptables",
          "iptables-nft",
          "iptables-legacy",
          "ip6tables",
          "ip6tables-nft",
          "ip6tables-legacy" ->
          IptablesCommand.read(words.get(0), arguments);
      case "nft" -> NftCommand.read(arguments).map(List::of);
      case "ip" -> IpCommand.read(arguments).map(List::of);
      case "kubectl" -> KubectlCommand.read(arguments).map(List::of);
      case "bridge" -> IpCommand.fdb(arguments).map(List::of);
      default -> Optional.empty();
    };
  }

  private static Optional<List<NodeCommand>> sysctl(List<String> arguments) {
    List<NodeCommand> writes = new ArrayList<>();
    for (String word : arguments) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        writes.add(new SysctlWrite(key(word.substring(0, equals)), word.substring(equals + 1)));
      } else if (!word.startsWith("-")) {
        return Optional.empty();
      }
    }
    return writes.isEmpty() ? Optional.empty() : Optional.of(writes);
  }

  /** With dots between its parts; where the first separator is a slash the two change places. */
  private static String key(String written) {
    int slash = written.indexOf('/');
    int dot = written.indexOf('.');
    boolean slashes = slash >= 0 && (dot < 0 || slash < dot);
    return slashes ? written.replace('.', '\0').replace('/', '.').replace('\0', '/') : written;
  }

  private static Optional<List<NodeCommand>> systemctl(List<String> arguments) {
    List<String> words = arguments.stream().filter(word -> !word.startsWith("-")).toList();
    if (words.size() < 2) {
      return Optional.empty();
    }
    boolean stops =
        words.get(0).equals("stop")
            || (arguments.contains("--now") && Set.of("disable", "mask").contains(words.get(0)));
    if (!stops) {
      return Set.of("disable", "mask").contains(words.get(0))
          ? Optional.of(List.of(new NoChange(words)))
          : Optional.empty();
    }
    List<NodeCommand> stopped = new ArrayList<>();
    for (String unit : words.subList(1, words.size())) {
      String product = unit.replaceFirst("\\.service$", "");
      if (!FIREWALLS.contains(product)) {
        return Optional.empty();
      }
      stopped.add(new FirewallStop(product));
    }
    return Optional.of(stopped);
  }

  private static Optional<List<NodeCommand>> ufw(List<String> arguments) {
    return arguments.equals(List.of("disable"))
        ? Optional.of(List.of(new FirewallStop("ufw")))
        : Optional.empty();
  }

  /** What a listing of the parser's kind would tell: the first fact of the type, if all is read. */
  static <T extends Fact> Optional<T> told(FileParser parser, String listing, Class<T> type) {
    CapturedText text = new CapturedText("", "", listing.lines().toList());
    LineLedger ledger = new LineLedger(text);
    parser.parse(text, ledger);
    List<T> facts = ledger.facts().stream().filter(type::isInstance).map(type::cast).toList();
    return ledger.unrecognized().isEmpty() && facts.size() == 1
        ? Optional.of(facts.get(0))
        : Optional.empty();
  }
}
