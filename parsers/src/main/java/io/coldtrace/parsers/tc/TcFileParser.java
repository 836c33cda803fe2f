package io.coldtrace.parsers.tc;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Qdisc;
import io.coldtrace.facts.network.TcFilter;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code tc qdisc}, with or without {@code -s}, and {@code tc filter}; classes are accounted
 * for.
 *
 * <pre>
 * qdisc netem 8001: dev eth0 root refcnt 2 limit 1000 loss 10%
 *  Sent 1452 bytes 12 pkt (dropped 3, overlimits 0 requeues 0)
 *  backlog 0b 0p requeues 0
 * filter protocol all pref 1 bpf chain 0 handle 0x1 from_netdev direct-action not_in_hw id 118
 * </pre>
 *
 * Format: tc(8).
 */
public final class TcFileParser implements FileParser {
  private static final Pattern QDISC =
      Pattern.compile(
          "qdisc (?<kind>\\S+) (?<handle>[0-9a-f]*:) (?:\\[\\w+] )?(?:dev (?<device>\\S+) ?)?"
              + "(?<parent>root|ingress|clsact|parent \\S+)?(?<options>.*)");

  private static final Pattern SENT =
      Pattern.compile("Sent [0-9]+ bytes [0-9]+ pkts? \\(dropped (?<dropped>[0-9]{1,18}),.*");

  private static final Pattern FILTER =
      Pattern.compile(
          "(?:deleted |added )?filter (?:dev (?<device>\\S+) )?(?:parent (?<parent>\\S+) |(?<hook>ingress|egress|root) )?"
              + "(?:block \\S+ )?(?:protocol \\S+ )?(?:pref [0-9]+ )?(?<kind>[a-z0-9_]+)(?<rest>.*)");

  /** As {@code tc-ingress-eth0.txt} of our collector. */
  private static final Pattern IN_FILE_NAME =
      Pattern.compile(".*tc-(?<hook>ingress|egress)-(?<device>[^/]+)\\.txt");

  private static final Set<String> DETAILS = Set.of("class", "chain");

  @Override
  public String kind() {
    return "tc";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<Qdisc> open = Optional.empty();
    boolean inRecord = false;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher qdisc = QDISC.matcher(line);
      Matcher filter = FILTER.matcher(line);
      Matcher sent = SENT.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (qdisc.matches()) {
        open.ifPresent(ledger::fact);
        open = Optional.of(qdisc(qdisc, text.at(number)));
        ledger.factLine(number);
        inRecord = true;
      } else if (filter.matches()) {
        filter(filter, line, text.at(number), ledger);
        inRecord = true;
      } else if (DETAILS.contains(line.replaceFirst("\\s.*", ""))) {
        open.ifPresent(ledger::fact);
        open = Optional.empty();
        ledger.ignored(number, Ignored.NOT_MODELLED);
        inRecord = true;
      } else if (open.isPresent() && sent.matches()) {
        open = Optional.of(dropped(open.get(), Long.parseLong(sent.group("dropped"))));
        ledger.factLine(number);
      } else if (inRecord && Character.isWhitespace(text.line(number).charAt(0))) {
        // Backlog, rates, counters of a kind of queue, keys and actions of a filter.
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
    open.ifPresent(ledger::fact);
  }

  private static Qdisc qdisc(Matcher qdisc, Source source) {
    return new Qdisc(
        source,
        orEmpty(qdisc.group("device")),
        qdisc.group("kind"),
        qdisc.group("handle"),
        orEmpty(qdisc.group("parent")).replaceFirst("^parent ", ""),
        orEmpty(qdisc.group("options")).strip(),
        -1);
  }

  private static Qdisc dropped(Qdisc qdisc, long dropped) {
    return new Qdisc(
        qdisc.source(),
        qdisc.device(),
        qdisc.kind(),
        qdisc.handle(),
        qdisc.parent(),
        qdisc.options(),
        dropped);
  }

  /** A kind's first line names no filter yet: it has no handle. */
  private static void filter(Matcher filter, String line, Source source, LineLedger ledger) {
    Matcher named = IN_FILE_NAME.matcher(source.file());
    boolean isNamed = named.matches();
    if (!filter.group("rest").matches(".* (?:handle|fh) .*")) {
      ledger.ignored(source.line(), Ignored.HEADING);
      return;
    }
    String hook = filter.group("parent") == null ? filter.group("hook") : filter.group("parent");
    ledger.fact(
        new TcFilter(
            source,
            filter.group("device") == null && isNamed
                ? named.group("device")
                : orEmpty(filter.group("device")),
            hook == null && isNamed ? named.group("hook") : orEmpty(hook),
            filter.group("kind"),
            line));
  }

  private static String orEmpty(String group) {
    return group == null ? "" : group;
  }
}
