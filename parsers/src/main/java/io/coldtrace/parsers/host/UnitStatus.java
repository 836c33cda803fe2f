package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code systemctl status} prints of a unit.
 *
 * <pre>
 * ● firewalld.service - firewalld - dynamic firewall daemon
 *      Loaded: loaded (/usr/lib/systemd/system/firewalld.service; enabled; vendor preset: enabled)
 *      Active: active (running) since Sun 2026-11-22 09:00:00 CST; 1h 0min ago
 *    Main PID: 700 (firewalld)
 *      CGroup: /system.slice/firewalld.service
 *              └─700 /usr/bin/python3 -s /usr/sbin/firewalld --nofork --nopid
 *
 * Nov 22 09:00:01 node-1 systemd[1]: Started firewalld - dynamic firewall daemon.
 * </pre>
 */
final class UnitStatus {
  private static final Pattern HEAD =
      Pattern.compile("[●*○×↻x] (?<name>[\\w@.:\\\\-]+\\.[a-z]+)(?: - (?<description>.*))?");

  private static final Pattern LOADED = Pattern.compile("Loaded: ([a-z-]+)\\b.*");
  private static final Pattern ACTIVE = Pattern.compile("Active: ([a-z-]+)(?: \\(([^)]*)\\))?.*");

  private static final Pattern PROPERTY =
      Pattern.compile(
          "(?:Main PID|Process|Docs|Tasks|Memory|CPU|CGroup|Drop-In|Status|TriggeredBy|Triggers|Trigger|Condition|Device|Follow|Listen|Accepted"
              + "|IP|IO|Since|State|Jobs|Failed|Where|What|Invocation|FD Store|Units|systemd): .*");

  /** Processes of the unit, and its drop-ins. */
  private static final Pattern TREE =
      Pattern.compile("[├└│|`].*|(?:https?://|man:).*|/\\S+\\.d|[0-9]+ \\S.*");

  private static final Pattern LOG =
      Pattern.compile("(?:[A-Z][a-z]{2} [ 0-9][0-9]|[0-9]+月 [ 0-9]{2}) [0-9:]{8} \\S+ \\S+: .*");

  private final LineLedger ledger;
  private String name = "";
  private String description = "";
  private String loaded = "";

  UnitStatus(LineLedger ledger) {
    this.ledger = ledger;
  }

  /** Reads a line; false if it is none of a status. */
  boolean read(String line, Source source) {
    Matcher head = HEAD.matcher(line);
    Matcher load = LOADED.matcher(line);
    Matcher active = ACTIVE.matcher(line);
    if (head.matches()) {
      name = head.group("name");
      description = head.group("description") == null ? "" : head.group("description");
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (!name.isEmpty() && load.matches()) {
      loaded = load.group(1);
      ledger.factLine(source.line());
    } else if (!name.isEmpty() && active.matches()) {
      String sub = active.group(2) == null ? "" : active.group(2).replaceFirst("Result.*", "");
      ledger.fact(
          new SystemdUnit(
              source,
              name,
              loaded,
              active.group(1),
              sub.isEmpty() ? active.group(1).replace("inactive", "dead") : sub,
              description));
    } else if (PROPERTY.matcher(line).matches()
        || LOG.matcher(line).matches()
        || (!name.isEmpty() && TREE.matcher(line).matches())) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    } else {
      return false;
    }
    return true;
  }
}
