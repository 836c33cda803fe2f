package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.ClockTracking;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the peers of {@code ntpq -pn}: the clock follows the one with the {@code *} (or {@code o},
 * a pulse per second), and none where no peer has it.
 *
 * <pre>
 *      remote           refid      st t when poll reach   delay   offset  jitter
 * ==============================================================================
 * *192.168.56.1    10.0.0.1         2 u   33   64  377    0.512   -1.234   0.100
 * </pre>
 *
 * Format: ntpq(8); offsets are milliseconds, positive where the peer is ahead.
 */
public final class NtpqFileParser implements FileParser {
  private static final Pattern HEADING =
      Pattern.compile("\\s*remote\\s+(?:refid|local)\\s+.*|=+|No association ID's returned");

  private static final Pattern PEER =
      Pattern.compile(
          "(?<tally>[ x.+#*o-])(?<remote>\\S+)\\s+\\S+\\s+[0-9]+\\s+\\S\\s.*\\s"
              + "(?<offset>[+-]?[0-9]{1,12}(?:\\.[0-9]{0,9})?)\\s+[0-9.]+\\s*");

  @Override
  public String kind() {
    return "ntpq";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<Source> first = Optional.empty();
    boolean followed = false;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number);
      Matcher peer = PEER.matcher(line);
      if (line.isBlank()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (HEADING.matcher(line).matches()) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (peer.matches()) {
        ledger.factLine(number);
        if (first.isEmpty()) {
          first = Optional.of(text.at(number));
        }
        boolean chosen = "*o".contains(peer.group("tally"));
        if (chosen && !followed) {
          followed = true;
          double ahead = Double.parseDouble(peer.group("offset")) / 1000;
          ledger.fact(new ClockTracking(text.at(number), peer.group("remote"), 0 - ahead, true));
        }
      }
    }
    if (!followed) {
      first.ifPresent(line -> ledger.fact(new ClockTracking(line, "", 0, false)));
    }
  }
}
