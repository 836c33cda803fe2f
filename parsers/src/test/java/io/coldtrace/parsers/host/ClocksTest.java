package io.coldtrace.parsers.host;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.capture.HttpDate;
import io.coldtrace.facts.kernel.ClockTracking;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.probe.CurlFileParser;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What tells whether a clock is kept. */
class ClocksTest {
  private static LineLedger timedatectl(String... lines) {
    return parseText(new TimedatectlFileParser(), lines);
  }

  private static List<String> show(LineLedger ledger) {
    return facts(ledger, ClockTracking.class).stream()
        .map(
            clock ->
                clock.source().line()
                    + " "
                    + clock.reference()
                    + " "
                    + clock.offset()
                    + " "
                    + clock.synchronised())
        .toList();
  }

  @Test
  void timedatectlOfNewAndOldSystems() {
    LineLedger now =
        timedatectl(
            "               Local time: Sun 2026-11-22 23:33:14 CST",
            "           Universal time: Sun 2026-11-22 15:33:14 UTC",
            "                 RTC time: Sun 2026-11-22 15:33:14",
            "                Time zone: Asia/Shanghai (CST, +0800)",
            "System clock synchronized: no",
            "              NTP service: inactive",
            "          RTC in local TZ: no");
    assertEquals(List.of("5  0.0 false"), show(now));
    assertLines(now, 1, 6, 0);
    LineLedger old =
        timedatectl(
            "     NTP enabled: yes",
            "NTP synchronized: yes",
            " RTC in local TZ: no",
            "      DST active: n/a");
    assertEquals(List.of("2  0.0 true"), show(old));
    assertEquals(List.of("1  0.0 true"), show(timedatectl("NTPSynchronized=yes", "Timezone=UTC")));
    assertEquals(
        List.of("2 192.168.56.1 (ntp) -90.5 true"),
        show(timedatectl("       Server: 192.168.56.1 (ntp)", "       Offset: +1min 30.5s")));
    assertEquals(List.of("1  3.12E-4 true"), show(timedatectl("       Offset: -312us")));
  }

  @Test
  void ntpqFollowsThePeerWithTheStar() {
    String head = "     remote           refid      st t when poll reach   delay   offset  jitter";
    String line = "==============================================================================";
    String star = "*192.168.56.1    .GPS.            1 u   33   64  377    0.211   -402.5   0.033";
    String other = " 192.168.56.2    .INIT.          16 u    - 1024    0    0.000    0.000   0.000";
    LineLedger ledger = parseText(new NtpqFileParser(), head, line, other, star);
    assertEquals(List.of("4 192.168.56.1 0.4025 true"), show(ledger));
    assertLines(ledger, 2, 2, 0);
    assertEquals(List.of("1  0.0 false"), show(parseText(new NtpqFileParser(), head, line, other)));
    assertEquals(
        List.of(), show(parseText(new NtpqFileParser(), "ntpq: read: Connection refused")));
  }

  @Test
  void aHeaderTellsTheServersClock() {
    LineLedger ledger =
        parseText(
            new CurlFileParser(),
            "< HTTP/1.1 200 OK",
            "< Date: Sun, 22 Nov 2026 23:33:14 GMT",
            "< Date: Sun, 99 Nov 2026 23:33:14 GMT",
            "http_code=200 time_total=0.001");
    assertEquals(
        List.of(1795390394L), facts(ledger, HttpDate.class).stream().map(HttpDate::epoch).toList());
  }

  @Test
  void networkManagersSettings() {
    LineLedger ledger =
        parseText(
            new IniFileParser("networkd-conf"),
            "# a comment",
            "[Network]",
            "ManageForeignRoutes=no",
            "odd");
    assertLines(ledger, 1, 3, 0);
    assertEquals(
        List.of("ManageForeignRoutes"),
        facts(ledger, HostSetting.class).stream().map(HostSetting::key).toList());
  }
}
