package io.coldtrace.parsers.tcpdump;

import io.coldtrace.facts.capture.Packet;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.IgnoredArpContext;
import io.coldtrace.parsers.tcpdump.TcpdumpParser.SingleLayerContext;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what {@code tcpdump} prints of IP packets, also of those in a VXLAN tunnel, with any of its
 * time stamps, {@code -v}, {@code -e} and {@code -i any}.
 *
 * <pre>
 * 1795388073.675281 IP 192.168.56.13.36830 > 192.168.56.12.8472: OTV, flags [I] (0x08), overlay 0, instance 1
 * IP 10.244.2.0 > 10.244.1.0: ICMP echo request, id 3133, seq 1, length 64
 * 1795388073.675347 IP 192.168.56.12 > 192.168.56.13: ICMP host 192.168.56.12 unreachable - admin prohibited, length 142
 * 22:54:36.711228 eth0  Out IP 192.168.56.13.36830 > 192.168.56.12.8475: UDP, length 82
 * 20 packets captured
 * </pre>
 *
 * What an ICMP error quotes stays part of its packet and is not read. Format: tcpdump(1).
 */
public final class TcpdumpFileParser implements FileParser {
  private static final Pattern MESSAGE =
      Pattern.compile(
          "tcpdump: .*|listening on .*|dropped privs to .*|reading from file .*|Warning:"
              + " .*|\\^C|[0-9]+ packets? (?:captured|received by filter|dropped by"
              + " (?:kernel|interface)).*");

  private static final Pattern PROTOCOL_OF_HEADER =
      Pattern.compile(".*(?:proto|next-header) ([A-Za-z0-9]+) .*");

  private static final Pattern LENGTH =
      Pattern.compile(
          ".*\\blength ([0-9]{1,9})\\b.*|(?:tcp|UDP,?) ([0-9]{1,9})|.*\\(([0-9]{1,9})\\)");

  @Override
  public String kind() {
    return "tcpdump";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    LayerReader reader = new LayerReader();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number);
      if (line.isBlank()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (isMessage(line)) {
        ledger.ignored(number, Ignored.TOOL_MESSAGE);
      } else if (PacketLines.begins(line)) {
        PacketLines lines = PacketLines.at(text, number);
        packet(lines, reader, text, ledger);
        number = lines.last();
      }
    }
  }

  /** Whether tcpdump says it of itself. */
  static boolean isMessage(String line) {
    return MESSAGE.matcher(line.strip()).matches();
  }

  private static void packet(
      PacketLines lines, LayerReader reader, CapturedText text, LineLedger ledger) {
    Optional<SingleLayerContext> tree = reader.read(lines.layers().get(0));
    Optional<Layer> outer = layer(tree, lines.layers().get(0));
    boolean arp = tree.isPresent() && tree.get().layer() instanceof IgnoredArpContext;
    boolean other = outer.isEmpty() && PacketLines.isOther(text.line(lines.first()));
    if (arp || other) {
      for (int number = lines.first(); number <= lines.last(); number++) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    } else if (outer.isPresent()) {
      boolean tunnel = outer.get().vni() >= 0 && lines.layers().size() > 1;
      Optional<Layer> inner =
          tunnel
              ? layer(reader.read(lines.layers().get(1)), lines.layers().get(1))
              : Optional.empty();
      Packet packet = packet(outer.get(), inner, text, lines.first());
      ledger.fact(packet, lines.first(), lines.last());
    }
  }

  private static Optional<Layer> layer(Optional<SingleLayerContext> tree, String line) {
    return tree.flatMap(found -> new LayerVisitor(line).visit(found));
  }

  private static Packet packet(Layer outer, Optional<Layer> inner, CapturedText text, int first) {
    String summary = inner.orElse(outer).summary();
    return new Packet(
        text.at(first),
        outer.time(),
        outer.device(),
        outer.direction(),
        outer.sender().address(),
        outer.sender().port(),
        outer.receiver().address(),
        outer.receiver().port(),
        protocol(outer),
        length(summary),
        outer.vni(),
        inner.map(layer -> layer.sender().address()),
        inner.map(layer -> layer.receiver().address()),
        summary);
  }

  /** TCP always begins with its flags, so that other packets with ports are UDP. */
  private static String protocol(Layer layer) {
    Matcher header = PROTOCOL_OF_HEADER.matcher(layer.header());
    String summary = layer.summary().replaceFirst("^\\[[^\\]]*] ", "");
    if (header.matches()) {
      return header.group(1).toLowerCase(Locale.ROOT).replace("icmpv6", "icmp6");
    }
    if (summary.startsWith("ICMP6") || summary.startsWith("HBH ICMP6")) {
      return "icmp6";
    }
    if (summary.startsWith("ICMP")) {
      return "icmp";
    }
    if (summary.startsWith("Flags [") || summary.startsWith("tcp ")) {
      return "tcp";
    }
    if (summary.startsWith("sctp")) {
      return "sctp";
    }
    return layer.sender().port() >= 0 ? "udp" : "";
  }

  private static int length(String summary) {
    Matcher length = LENGTH.matcher(summary.strip());
    if (!length.matches()) {
      return -1;
    }
    for (int group = 1; group <= length.groupCount(); group++) {
      if (length.group(group) != null) {
        return Integer.parseInt(length.group(group));
      }
    }
    return -1;
  }
}
