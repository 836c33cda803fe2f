package io.coldtrace.parsers.command;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.facts.network.RoutingRule;
import io.coldtrace.facts.network.Vxlan;
import io.coldtrace.parsers.command.NodeCommand.AddressEdit;
import io.coldtrace.parsers.command.NodeCommand.Edit;
import io.coldtrace.parsers.command.NodeCommand.FdbEdit;
import io.coldtrace.parsers.command.NodeCommand.LinkAddition;
import io.coldtrace.parsers.command.NodeCommand.LinkChange;
import io.coldtrace.parsers.command.NodeCommand.LinkDeletion;
import io.coldtrace.parsers.command.NodeCommand.NeighborEdit;
import io.coldtrace.parsers.command.NodeCommand.RouteEdit;
import io.coldtrace.parsers.command.NodeCommand.RoutingRuleEdit;
import io.coldtrace.parsers.ip.BridgeFdbFileParser;
import io.coldtrace.parsers.ip.IpNeighFileParser;
import io.coldtrace.parsers.ip.IpRouteFileParser;
import io.coldtrace.parsers.ip.IpRuleFileParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code ip} and {@code bridge} of iproute2: their objects are read as their listings show them.
 */
final class IpCommand {
  private static final Set<String> VXLAN_KEYS = Set.of("id", "local", "dev", "dstport");
  private static final Set<String> LINK_FLAGS = Set.of("up", "down");

  private static final List<String> HAIRPIN = List.of("type", "bridge_slave", "hairpin", "on");

  private IpCommand() {}

  static Optional<NodeCommand> read(List<String> arguments) {
    List<String> words = arguments.stream().filter(word -> !word.matches("-[46]")).toList();
    if (words.size() < 3) {
      return Optional.empty();
    }
    List<String> rest = words.subList(2, words.size());
    String verb = words.get(1);
    return switch (words.get(0)) {
      case "r", "ro", "route" -> edit(verb).flatMap(edit -> route(edit, rest));
      case "n", "neigh", "neighbor", "neighbour" ->
          edit(verb).flatMap(edit -> neighbor(edit, rest));
      case "a", "addr", "address" -> edit(verb).flatMap(edit -> address(edit, rest));
      case "ru", "rule" -> edit(verb).flatMap(edit -> rule(edit, rest));
      case "l", "link" -> link(verb, rest);
      default -> Optional.empty();
    };
  }

  /** {@code bridge fdb append|add|replace|del MAC dev X dst A}. */
  static Optional<NodeCommand> fdb(List<String> arguments) {
    if (arguments.size() < 3 || !arguments.get(0).equals("fdb")) {
      return Optional.empty();
    }
    String line = String.join(" ", arguments.subList(2, arguments.size()));
    return edit(arguments.get(1))
        .flatMap(
            edit ->
                NodeCommands.told(new BridgeFdbFileParser(), line, FdbEntry.class)
                    .map(entry -> new FdbEdit(edit, entry)));
  }

  private static Optional<Edit> edit(String verb) {
    return switch (verb) {
      case "add", "append", "prepend" -> Optional.of(Edit.ADD);
      case "replace", "change" -> Optional.of(Edit.REPLACE);
      case "del", "delete" -> Optional.of(Edit.DELETE);
      default -> Optional.empty();
    };
  }

  private static Optional<NodeCommand> route(Edit edit, List<String> words) {
    return NodeCommands.told(new IpRouteFileParser(), String.join(" ", words), Route.class)
        .map(route -> new RouteEdit(edit, route));
  }

  private static Optional<NodeCommand> neighbor(Edit edit, List<String> words) {
    List<String> shown = new ArrayList<>();
    String state = "PERMANENT";
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals("nud") && i + 1 < words.size()) {
        state = words.get(++i).toUpperCase(Locale.ROOT);
      } else if (!words.get(i).equals("to")) {
        shown.add(words.get(i));
      }
    }
    shown.add(state);
    return NodeCommands.told(new IpNeighFileParser(), String.join(" ", shown), Neighbor.class)
        .map(entry -> new NeighborEdit(edit, entry));
  }

  private static Optional<NodeCommand> rule(Edit edit, List<String> words) {
    List<String> shown = new ArrayList<>(words);
    String priority = "32765"; // the kernel puts a rule without one before the last
    for (String key : List.of("priority", "pref", "preference", "prio")) {
      int at = shown.indexOf(key);
      if (at >= 0 && at + 1 < shown.size()) {
        priority = shown.get(at + 1);
        shown.subList(at, at + 2).clear();
      }
    }
    shown.replaceAll(word -> word.equals("table") ? "lookup" : word);
    if (!shown.contains("from")) {
      shown.addAll(0, List.of("from", "all"));
    }
    String line = priority + ":\t" + String.join(" ", shown);
    return NodeCommands.told(new IpRuleFileParser(), line, RoutingRule.class)
        .map(rule -> new RoutingRuleEdit(edit, rule));
  }

  private static Optional<NodeCommand> address(Edit edit, List<String> words) {
    int dev = words.indexOf("dev");
    Optional<Cidr> address = Cidr.parse(words.get(0));
    if (dev < 0 || dev + 1 >= words.size() || address.isEmpty()) {
      return Optional.empty();
    }
    String device = words.get(dev + 1);
    return Optional.of(
        new AddressEdit(
            edit,
            new InterfaceAddress(Source.NONE, device, address.get(), "global", device, false)));
  }

  private static Optional<NodeCommand> link(String verb, List<String> words) {
    List<String> rest = words.get(0).equals("dev") ? words.subList(1, words.size()) : words;
    if (rest.isEmpty()) {
      return Optional.empty();
    }
    String device = rest.get(0);
    if (verb.equals("del") || verb.equals("delete")) {
      return Optional.of(new LinkDeletion(device));
    }
    if (verb.equals("add")) {
      return vxlan(rest).map(LinkAddition::new);
    }
    if (!verb.equals("set") || rest.size() < 2) {
      return Optional.empty();
    }
    Optional<Boolean> up = Optional.empty();
    Optional<Integer> mtu = Optional.empty();
    Optional<String> master = Optional.empty();
    Optional<String> mac = Optional.empty();
    for (int i = 1; i < rest.size(); i++) {
      String word = rest.get(i);
      boolean more = i + 1 < rest.size();
      if (LINK_FLAGS.contains(word)) {
        up = Optional.of(word.equals("up"));
      } else if (word.equals("mtu") && more && rest.get(i + 1).matches("[0-9]{1,6}")) {
        mtu = Optional.of(Integer.valueOf(rest.get(++i)));
      } else if (word.equals("master") && more) {
        master = Optional.of(rest.get(++i));
      } else if (word.equals("address") && more) {
        mac = Optional.of(rest.get(++i));
      } else if (rest.subList(i, rest.size()).equals(HAIRPIN)) {
        // Whether a port sends back what came in by it is not part of the model.
        i = rest.size();
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new LinkChange(device, up, mtu, master, mac));
  }

  /**
   * {@code X type vxlan id N local A dev U dstport P nolearning}. The kernel gives it the MTU of
   * {@code dev} less 50; 1450 is that of Ethernet.
   */
  private static Optional<Link> vxlan(List<String> words) {
    if (words.size() < 3 || !words.subList(1, 3).equals(List.of("type", "vxlan"))) {
      return Optional.empty();
    }
    Map<String, String> values = new HashMap<>(Map.of("dstport", "8472", "local", "", "dev", ""));
    boolean learning = true;
    for (int i = 3; i < words.size(); i++) {
      if (words.get(i).equals("nolearning")) {
        learning = false;
      } else if (VXLAN_KEYS.contains(words.get(i)) && i + 1 < words.size()) {
        values.put(words.get(i), words.get(++i));
      } else {
        return Optional.empty();
      }
    }
    String vni = values.getOrDefault("id", "");
    if (!vni.matches("[0-9]{1,8}") || !values.get("dstport").matches("[0-9]{1,5}")) {
      return Optional.empty();
    }
    Vxlan vxlan =
        new Vxlan(
            Source.NONE,
            Integer.parseInt(vni),
            values.get("local"),
            values.get("dev"),
            Integer.parseInt(values.get("dstport")),
            learning);
    return Optional.of(
        new Link(
            Source.NONE,
            0,
            words.get(0),
            "",
            List.of("BROADCAST", "MULTICAST"),
            1450,
            "DOWN",
            "",
            "",
            "vxlan",
            Optional.of(vxlan)));
  }
}
