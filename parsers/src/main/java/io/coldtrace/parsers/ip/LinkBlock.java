package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Bridge;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Vxlan;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a listing says of one interface, gathered line by line. */
final class LinkBlock {
  private static final Pattern HEAD =
      Pattern.compile("([0-9]{1,9}): +([^\\s@:]+)(?:@([^\\s:]+))?: <([^<>]*)> (.*)");

  private final Source source;
  private final int index;
  private final String name;
  private final String peer;
  private final List<String> flags;
  private final Words attributes;
  private final List<InterfaceAddress> addresses = new ArrayList<>();
  private String mac = "";
  private String kind = "";
  private boolean detailed;
  private Optional<Vxlan> vxlan = Optional.empty();
  private Optional<Bridge> bridge = Optional.empty();

  private LinkBlock(Matcher head, Source source) {
    this.source = source;
    index = Integer.parseInt(head.group(1));
    name = head.group(2);
    peer = head.group(3) == null ? "" : head.group(3);
    flags = head.group(4).isEmpty() ? List.of() : List.of(head.group(4).split(",", -1));
    attributes = new Words(head.group(5));
  }

  /** Begins a block, if the line begins one: {@code 4: flannel.1: <UP> mtu 1450 ...}. */
  static Optional<LinkBlock> begin(String line, Source source) {
    Matcher head = HEAD.matcher(line);
    return head.matches()
        ? Optional.of(new LinkBlock(head, source))
            .filter(block -> Words.isNumber(block.attributes.after("mtu")))
        : Optional.empty();
  }

  String name() {
    return name;
  }

  void add(InterfaceAddress address) {
    addresses.add(address);
  }

  /** {@code link/ether 52:54:00:04:07:df brd ff:ff:ff:ff:ff:ff promiscuity 0}. */
  void linkLayer(String line) {
    Words words = new Words(line);
    words.next();
    mac = words.peek().indexOf(':') > 0 ? words.peek() : "";
    detailed = words.contains("promiscuity");
  }

  /**
   * Whether a line that begins with this word says of what kind the interface is: with {@code -d}
   * it is the first one after the link layer's.
   */
  boolean mayBeKind(String word) {
    return detailed && kind.isEmpty() && addresses.isEmpty() && word.matches("[a-z0-9_]+");
  }

  /** {@code vxlan id 1 local 10.0.0.5 dev eth0 srcport 0 0 dstport 8472 nolearning}. */
  void details(String line, Source at) {
    Words words = new Words(line);
    kind = words.peek();
    if (kind.equals("bridge")) {
      bridge =
          Optional.of(
              new Bridge(
                  at,
                  name,
                  onOff(words.after("stp_state")),
                  onOff(words.after("vlan_filtering")),
                  onOff(words.after("nf_call_iptables"))));
    }
    if (kind.equals("vxlan") && Words.isNumber(words.after("id"))) {
      String port = words.after("dstport");
      vxlan =
          Optional.of(
              new Vxlan(
                  at,
                  Integer.parseInt(words.after("id")),
                  words.after("local"),
                  words.after("dev"),
                  Words.isNumber(port) ? Integer.parseInt(port) : 0,
                  !words.contains("nolearning")));
    }
  }

  private static String onOff(String number) {
    return number.isEmpty() ? "" : number.equals("0") ? "off" : "on";
  }

  /** The interface, what it is as a bridge, then its addresses. */
  List<Fact> facts() {
    List<Fact> facts = new ArrayList<>();
    facts.add(
        new Link(
            source,
            index,
            name,
            peer,
            flags,
            Integer.parseInt(attributes.after("mtu")),
            attributes.after("state"),
            attributes.after("master"),
            mac,
            kind,
            vxlan));
    bridge.ifPresent(facts::add);
    facts.addAll(addresses);
    return facts;
  }
}
