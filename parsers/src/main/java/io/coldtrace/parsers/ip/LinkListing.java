package io.coldtrace.parsers.ip;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The listing that {@code ip addr} and {@code ip link} share: a block an interface, or with {@code
 * -o} one line whose parts are parted by backslashes.
 */
final class LinkListing {
  /** {@code 2: eth0 inet 10.0.0.5/24 ...}, as {@code ip -o addr} prints it. */
  private static final Pattern ONE_LINE_ADDRESS =
      Pattern.compile("[0-9]{1,9}: +([^\\s@:]+)(?:@\\S+)?\\s+(inet6? .*)");

  /** A line of {@code ip -br addr} or {@code ip -br link}. */
  private static final Pattern BRIEF =
      Pattern.compile(
          "[^\\s:]+(?:@\\S+)?\\s+(?:UP|DOWN|UNKNOWN|LOWERLAYERDOWN|DORMANT|NOTPRESENT|TESTING)"
              + "(?:\\s+[0-9a-f.:]+(?: peer \\S+|/[0-9]{1,3})(?: metric [0-9]+)?)*+(?:\\s+(?:[0-9a-f]{2}:){5,}[0-9a-f]{2})?(?:\\s+<[A-Z0-9,_-]*>)?");

  private static final Pattern COUNTERS = Pattern.compile("[0-9][0-9KMGT]*\\s[0-9KMGT\\s]*");

  /** First words of lines that belong to the format and of which nothing is kept. */
  private static final Set<String> NOT_KEPT =
      Set.of(
          "RX",
          "RX:",
          "TX",
          "TX:",
          "alias",
          "altname",
          "prog/xdp",
          "valid_lft",
          "vf",
          "xdp",
          "parentbus");

  /** Kinds that iproute2 prints on a line of their own; old ones without {@code promiscuity}. */
  private static final Set<String> KINDS =
      Set.of(
          "bond",
          "bridge",
          "dummy",
          "geneve",
          "gre",
          "gretap",
          "ipip",
          "ipvlan",
          "macvlan",
          "sit",
          "tun",
          "veth",
          "vlan",
          "vrf",
          "vxlan",
          "wireguard");

  private final LineLedger ledger;
  private final LinkCounters counters = new LinkCounters();
  private Optional<LinkBlock> block = Optional.empty();

  private LinkListing(LineLedger ledger) {
    this.ledger = ledger;
  }

  static void parse(CapturedText text, LineLedger ledger) {
    if (LinkJson.isJson(text)) {
      LinkJson.parse(text, ledger);
      return;
    }
    LinkListing listing = new LinkListing(ledger);
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      }
      for (String part : line.split("\\\\", -1)) {
        listing.part(part.strip(), text.at(number));
      }
    }
    listing.finish();
  }

  private void finish() {
    block.ifPresent(done -> done.facts().forEach(ledger::fact));
    block = Optional.empty();
  }

  private void part(String part, Source source) {
    Optional<LinkBlock> begun = LinkBlock.begin(part, source);
    Matcher oneLine = ONE_LINE_ADDRESS.matcher(part);
    if (begun.isPresent()) {
      finish();
      block = begun;
      ledger.factLine(source.line());
    } else if (oneLine.matches()) {
      finish();
      address(oneLine.group(2), oneLine.group(1), source).ifPresent(ledger::fact);
    } else if (BRIEF.matcher(part).matches()) {
      brief(new Words(part), source);
    } else {
      continuation(part, source);
    }
  }

  /** {@code cni0 UP 10.244.0.1/24 fe80::1/64}; of {@code -br link} nothing is kept. */
  private void brief(Words words, Source source) {
    String device = words.next().replaceFirst("@.*", "");
    words.next();
    while (words.hasNext()) {
      Cidr.parse(words.next())
          .ifPresent(
              cidr -> ledger.fact(new InterfaceAddress(source, device, cidr, "", device, false)));
    }
    ledger.ignored(source.line(), Ignored.NOT_MODELLED);
  }

  private void continuation(String part, Source source) {
    String word = new Words(part).peek();
    if (word.equals("inet") || word.equals("inet6")) {
      blockAddress(part, source);
    } else if (word.startsWith("link/") && block.isPresent()) {
      block.get().linkLayer(part);
      ledger.factLine(source.line());
    } else if (word.equals("bridge_slave") && block.isPresent()) {
      block.get().bridgePort(part, source);
      ledger.factLine(source.line());
    } else if (COUNTERS.matcher(part).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
      block.ifPresent(link -> counters.row(part, link.name(), source).forEach(ledger::fact));
    } else if (NOT_KEPT.contains(word) || word.endsWith("_slave")) {
      counters.title(part);
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    } else if (part.equals("Message truncated")) {
      ledger.ignored(source.line(), Ignored.TOOL_MESSAGE);
    } else if (block.isPresent() && (KINDS.contains(word) || block.get().mayBeKind(word))) {
      block.get().details(part, source);
      ledger.factLine(source.line());
    }
  }

  /** An address without its interface, as in an excerpt, tells the interface by its label. */
  private void blockAddress(String part, Source source) {
    Optional<InterfaceAddress> address =
        address(part, block.map(LinkBlock::name).orElse(""), source);
    if (address.isPresent() && block.isPresent()) {
      block.get().add(address.get());
      ledger.factLine(source.line());
    } else {
      address.ifPresent(ledger::fact);
    }
  }

  /** {@code inet 10.0.0.5/24 metric 100 brd 10.0.0.255 scope global secondary dynamic eth0:1}. */
  private static Optional<InterfaceAddress> address(String part, String device, Source source) {
    Words words = new Words(part);
    boolean labelled = words.next().equals("inet");
    Optional<Cidr> cidr = Cidr.parse(words.peek());
    String scope = words.after("scope");
    boolean secondary = false;
    String label = "";
    while (words.hasNext()) {
      String word = words.next();
      boolean fits = device.isEmpty() ? !words.hasNext() : word.startsWith(device);
      secondary |= label.isEmpty() && word.equals("secondary");
      label = labelled && fits ? word : label;
    }
    String name = device.isEmpty() ? label.replaceFirst(":.*", "") : device;
    if (cidr.isEmpty() || scope.isEmpty() || name.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new InterfaceAddress(
            source, name, cidr.get(), scope, label.isEmpty() ? name : label, secondary));
  }
}
