package io.coldtrace.parsers.manifest;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Peer;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads a peers file. It may be written by hand, so blanks do for tabs.
 *
 * <pre>
 * node	node-2	10.0.0.6	10.244.2.0/24
 * pod	node-2	default/web-2	10.244.2.7	80/tcp
 * dns	node-2	kube-system/coredns-abc	10.244.2.3
 * service	kube-system/kube-dns	10.96.0.10	53/udp
 * </pre>
 *
 * Format: the contract's "peers file".
 */
public final class PeersFileParser extends LineParser {
  /** A peer of which a node without kubectl knows the tunnel's end alone; it cannot be asked. */
  private static final Pattern ADDRESS_UNKNOWN = Pattern.compile("node\\s+\\S+\\s+-(?:\\s+\\S+)?");

  @Override
  public String kind() {
    return "peers";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    if (line.startsWith("#")) {
      ledger.ignored(source.line(), Ignored.COMMENT);
    } else if (ADDRESS_UNKNOWN.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    } else {
      peer(line.split("\\s+", -1), source).ifPresent(ledger::fact);
    }
  }

  private static Optional<Peer> peer(String[] words, Source source) {
    String kind = words[0];
    boolean placed = kind.equals("pod") || kind.equals("dns");
    if (!placed && !kind.equals("node") && !kind.equals("service")) {
      return Optional.empty();
    }
    int name = placed ? 2 : 1;
    if (words.length < name + 2) {
      return Optional.empty();
    }
    String rest = words.length > name + 2 ? words[name + 2] : "-";
    boolean isNode = kind.equals("node");
    String node = placed || isNode ? words[1] : "";
    Optional<Cidr> podCidr = isNode ? Cidr.parse(rest) : Optional.empty();
    return Ip.parse(words[name + 1])
        .map(ip -> new Peer(source, kind, node, words[name], ip, podCidr, isNode ? "-" : rest));
  }
}
