package io.coldtrace.parsers.nettools;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.facts.network.Link;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code ifconfig} says of one interface, gathered line by line. */
final class InterfaceBlock {
  private static final Pattern NEW_HEAD =
      Pattern.compile(
          "(?<name>\\S+): flags=[0-9]+<(?<flags>[^>]*)>\\s+(?:metric [0-9]+\\s+)?mtu (?<mtu>[0-9]{1,9}).*");

  private static final Pattern OLD_HEAD =
      Pattern.compile("(?<name>\\S+)\\s+(?:Link encap|链接封装|連結封裝)[:：].*");

  private static final Pattern OLD_FLAGS =
      Pattern.compile("(?<flags>[A-Z ]*?)\\s*MTU[:：](?<mtu>[0-9]{1,9})\\b.*");

  private static final Pattern NEW_ADDRESS =
      Pattern.compile("inet (?<ip>[0-9.]+)(?:.*?\\snetmask (?<mask>\\S+))?.*");

  private static final Pattern NEW_ADDRESS6 =
      Pattern.compile(
          "inet6 (?<ip>[0-9a-fA-F:.%]+)\\s+prefixlen (?<prefix>[0-9]{1,3})(?:.*<(?<scope>[a-z]+),?[^>]*>)?.*");

  private static final Pattern OLD_ADDRESS =
      Pattern.compile(
          "inet [^:：\\s]+[:：] ?(?<ip>[0-9.]+).*?(?:[:：](?<mask>2[0-9.]+|0\\.0\\.0\\.0))?");

  private static final Pattern OLD_ADDRESS6 =
      Pattern.compile(
          "inet6 [^:：\\s]+[:：] ?(?<ip>[0-9a-fA-F:.]+)/(?<prefix>[0-9]{1,3})\\s+\\S+?[:：](?<scope>\\S+)");

  private static final Pattern MAC =
      Pattern.compile(
          "(?:ether|HWaddr|硬件地址|硬體位址)\\s+(?<mac>[0-9a-fA-F]{2}(?::[0-9a-fA-F]{2}){5})\\b");

  private static final Pattern COUNTERS =
      Pattern.compile(
          "(?:RX|TX|接收|发送|發送)\\s?(?:packets|bytes|errors|数据包|字节|封包|位元組)[: ：].*|(?:collisions|碰撞)[:：][0-9]+.*");

  /** The number after a counter's name; what stands in parentheses only says it again. */
  private static final Pattern COUNTER = Pattern.compile("(\\p{L}+)\\s?[:： ]\\s?([0-9]{1,18})");

  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("packets", "packets"),
          Map.entry("数据包", "packets"),
          Map.entry("bytes", "bytes"),
          Map.entry("字节", "bytes"),
          Map.entry("errors", "errors"),
          Map.entry("错误", "errors"),
          Map.entry("dropped", "dropped"),
          Map.entry("丢弃", "dropped"),
          Map.entry("overruns", "fifo_errors"),
          Map.entry("过载", "fifo_errors"),
          Map.entry("frame", "frame_errors"),
          Map.entry("帧数", "frame_errors"),
          Map.entry("carrier", "carrier_errors"),
          Map.entry("载波", "carrier_errors"));

  private final Source source;
  private final String label;
  private final List<Fact> facts = new ArrayList<>();
  private Set<String> flags = Set.of();
  private int mtu;
  private String mac = "";

  private InterfaceBlock(Source source, String label) {
    this.source = source;
    this.label = label;
  }

  /** Begins a block, if the line begins one. */
  static Optional<InterfaceBlock> begin(String line, Source source) {
    Matcher newHead = NEW_HEAD.matcher(line);
    if (newHead.matches()) {
      InterfaceBlock block = new InterfaceBlock(source, newHead.group("name"));
      block.link(newHead.group("flags").split(",", -1), newHead.group("mtu"));
      return Optional.of(block);
    }
    Matcher oldHead = OLD_HEAD.matcher(line);
    if (oldHead.matches()) {
      InterfaceBlock block = new InterfaceBlock(source, oldHead.group("name"));
      block.takeMac(line);
      return Optional.of(block);
    }
    return Optional.empty();
  }

  /** An alias ({@code eth0:1}) is no interface of its own. */
  private String device() {
    return label.replaceFirst(":.*", "");
  }

  /** Takes a line of the block; false if it says nothing that is kept. */
  boolean line(String line, Source at) {
    if (line.startsWith("inet")) {
      return address(line, at);
    }
    Matcher state = OLD_FLAGS.matcher(line);
    if (state.matches()) {
      link(state.group("flags").strip().split(" ", -1), state.group("mtu"));
      return true;
    }
    if (COUNTERS.matcher(line).matches()) {
      counters(line, at);
      return true;
    }
    return takeMac(line);
  }

  /** {@code RUNNING} is what ip(8) shows as LOWER_UP, its lack as NO-CARRIER. */
  private void link(String[] words, String size) {
    Set<String> names = new LinkedHashSet<>(List.of(words));
    names.remove("");
    if (names.remove("RUNNING")) {
      names.add("LOWER_UP");
    } else if (names.contains("UP")) {
      names.add("NO-CARRIER");
    }
    flags = names;
    mtu = Integer.parseInt(size);
  }

  private boolean takeMac(String line) {
    Matcher found = MAC.matcher(line);
    if (!found.find()) {
      return false;
    }
    mac = found.group("mac").toLowerCase(Locale.ROOT);
    return true;
  }

  private boolean address(String line, Source at) {
    Matcher newForm = NEW_ADDRESS.matcher(line);
    Matcher oldForm = OLD_ADDRESS.matcher(line);
    if (newForm.matches() || oldForm.matches()) {
      Matcher four = newForm.matches() ? newForm : oldForm;
      String mask = four.group("mask") == null ? "255.255.255.255" : four.group("mask");
      String scope = four.group("ip").startsWith("127.") ? "host" : "global";
      return add(four.group("ip") + "/" + mask, scope, at);
    }
    Matcher newSix = NEW_ADDRESS6.matcher(line);
    Matcher oldSix = OLD_ADDRESS6.matcher(line);
    if (newSix.matches() || oldSix.matches()) {
      Matcher six = newSix.matches() ? newSix : oldSix;
      String scope = six.group("scope") == null ? "global" : six.group("scope");
      String address = six.group("ip").replaceFirst("%.*", "");
      return add(address + "/" + six.group("prefix"), scope.toLowerCase(Locale.ROOT), at);
    }
    return false;
  }

  private boolean add(String network, String scope, Source at) {
    Optional<Cidr> cidr = Cidr.parse(network);
    cidr.ifPresent(
        address -> facts.add(new InterfaceAddress(at, device(), address, scope, label, false)));
    return cidr.isPresent();
  }

  /** A line may hold both directions: {@code RX bytes:298 (298.0 B) TX bytes:24 (24.0 B)}. */
  private void counters(String line, Source at) {
    String direction = "rx";
    for (String part : line.split("(?=\\bTX\\b|发送|發送)", -1)) {
      direction = part.matches("(?s)(TX|发送|發送).*") ? "tx" : direction;
      Matcher counter = COUNTER.matcher(part);
      while (counter.find()) {
        String word = counter.group(1).replaceFirst("^(接收|发送|發送)", "");
        long value = Long.parseLong(counter.group(2));
        if (word.equals("collisions") || word.equals("碰撞")) {
          facts.add(new InterfaceCounter(at, device(), "collisions", value));
        } else if (NAMES.containsKey(word)) {
          String name = direction + "_" + NAMES.get(word);
          facts.add(new InterfaceCounter(at, device(), name, value));
        }
      }
    }
  }

  /** Adds the interface, if it is one and was not cut off, then its addresses and counters. */
  void finish(LineLedger ledger) {
    if (mtu > 0 && label.equals(device()) && !Words.isNumber(label)) {
      ledger.fact(
          new Link(
              source,
              0,
              label,
              "",
              List.copyOf(flags),
              mtu,
              "",
              "",
              mac.equals("00:00:00:00:00:00") ? "" : mac,
              "",
              Optional.empty()));
    } else {
      ledger.factLine(source.line());
    }
    facts.forEach(ledger::fact);
  }
}
