package io.coldtrace.parsers.procnet;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.netfilter.IpvsDestination;
import io.coldtrace.facts.netfilter.IpvsService;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code /proc/net/ip_vs}, and what {@code ip_vs_stats} counts.
 *
 * <pre>
 * IP Virtual Server version 1.2.1 (size=4096)
 * Prot LocalAddress:Port Scheduler Flags
 *   -&gt; RemoteAddress:Port Forward Weight ActiveConn InActConn
 * TCP  C0A80016:0CEA wlc
 *   -&gt; C0A85216:0CEA      Tunnel  100    248        2
 * </pre>
 *
 * Addresses are in network order. Format: the kernel, {@code net/netfilter/ipvs/ip_vs_ctl.c}.
 */
final class IpvsTable implements ProcNetTable {
  private static final Pattern SERVICE =
      Pattern.compile(
          "(?<protocol>TCP|UDP|SCTP) +(?<address>[0-9A-F]{8}|\\[[0-9a-f:]+]):(?<port>[0-9A-F]{4})"
              + " (?<scheduler>\\S+) ?(?<flags>.*)|FWM +(?<mark>[0-9A-F]{8}) (?<how>\\S+) ?.*");

  private static final Pattern DESTINATION =
      Pattern.compile(
          "-> (?<address>[0-9A-F]{8}|\\[[0-9a-f:]+]):(?<port>[0-9A-F]{4}) +(?<forward>\\w+)"
              + " +(?<weight>-?[0-9]{1,9}) +(?<active>[0-9]{1,18}) +(?<inactive>[0-9]{1,18})");

  private static final Pattern STATISTICS =
      Pattern.compile("(?:Total Incoming|Conns  |Conns/s |CPU  ).*|[0-9A-F~]+(?: +[0-9A-F]+){4,5}");

  private String protocol = "";
  private String service = "";

  @Override
  public boolean isHeading(String line) {
    return line.startsWith("IP Virtual Server version ")
        || line.startsWith("Total Incoming Outgoing");
  }

  @Override
  public boolean row(String line, String heading, Source source, LineLedger ledger) {
    Matcher virtual = SERVICE.matcher(line);
    Matcher real = DESTINATION.matcher(line);
    if (heading.isEmpty()) {
      return false;
    }
    if (line.startsWith("Prot LocalAddress") || line.startsWith("-> RemoteAddress")) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (virtual.matches()) {
      ledger.fact(service(virtual, source));
    } else if (real.matches() && !service.isEmpty()) {
      ledger.fact(destination(real, source));
    } else if (STATISTICS.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    } else {
      return false;
    }
    return true;
  }

  private IpvsService service(Matcher row, Source source) {
    boolean byMark = row.group("mark") != null;
    protocol = byMark ? "fwm" : row.group("protocol").toLowerCase(Locale.ROOT);
    service = byMark ? Long.toString(Long.parseLong(row.group("mark"), 16)) : name(row);
    Words flags = new Words(byMark ? "" : row.group("flags"));
    return new IpvsService(
        source,
        protocol,
        service,
        byMark ? Optional.empty() : address(row.group("address")),
        byMark ? -1 : Integer.parseInt(row.group("port"), 16),
        byMark ? row.group("how") : row.group("scheduler"),
        flags.peek().isEmpty() ? List.of() : List.of(row.group("flags").strip().split(" +", -1)));
  }

  private IpvsDestination destination(Matcher row, Source source) {
    return new IpvsDestination(
        source,
        protocol,
        service,
        name(row),
        address(row.group("address")),
        Integer.parseInt(row.group("port"), 16),
        row.group("forward"),
        Integer.parseInt(row.group("weight")),
        Long.parseLong(row.group("active")),
        Long.parseLong(row.group("inactive")));
  }

  private static String name(Matcher row) {
    String host = address(row.group("address")).map(Ip::toString).orElse(row.group("address"));
    String text = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return text + ":" + Integer.parseInt(row.group("port"), 16);
  }

  private static Optional<Ip> address(String text) {
    return text.startsWith("[")
        ? Ip.parse(text.replaceAll("[\\[\\]]", ""))
        : Optional.of(new Ip(4, 0, Long.parseLong(text, 16)));
  }
}
