package io.coldtrace.parsers.host;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.SystemdUnit;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class SystemctlFileParserTest {
  private final SystemctlFileParser parser = new SystemctlFileParser();

  @Test
  void readsUnits() {
    LineLedger ledger = parse(parser, "lab.txt");
    assertLines(ledger, 8, 7, 0);
    assertEquals(
        new SystemdUnit(
            new Source("node-1", "systemctl.txt", 5),
            "firewalld.service",
            "loaded",
            "inactive",
            "dead",
            "firewalld - dynamic firewall daemon"),
        facts(ledger, SystemdUnit.class).get(3));
  }

  @Test
  void marksOfFailedUnitsAreNoPartOfTheName() {
    LineLedger ledger = parse(parser, "failed-marks.txt");
    assertLines(ledger, 3, 8, 0);
    assertEquals(
        List.of("dbus.service loaded", "kdump.service loaded", "ntpd.service not-found"),
        facts(ledger, SystemdUnit.class).stream()
            .map(unit -> unit.name() + " " + unit.load())
            .toList());
  }

  @Test
  void readsOtherListings() {
    assertLines(parse(parser, "rhel7-no-head.txt"), 6, 0, 0);
    assertLines(parse(parser, "unit-files.txt"), 0, 5, 1);
    assertLines(
        parseText(parser, "System has not been booted with systemd as init system (PID 1)."),
        0,
        1,
        0);
  }
}
