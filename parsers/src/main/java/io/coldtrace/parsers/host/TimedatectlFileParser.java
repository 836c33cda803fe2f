package io.coldtrace.parsers.host;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.ClockTracking;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code timedatectl}, of systemd before 239 too; {@code show} and {@code timesync-status}.
 *
 * <pre>
 *                Local time: Sun 2026-11-22 23:33:14 CST
 * System clock synchronized: no
 *               NTP service: inactive
 *          NTP synchronized: yes
 * NTPSynchronized=yes
 *        Server: 192.168.56.1 (ntp.example.com)
 *        Offset: +1.212ms
 * </pre>
 *
 * Format: timedatectl(1).
 */
public final class TimedatectlFileParser implements FileParser {
  private static final Pattern PAIR =
      Pattern.compile("(?<name>[A-Z][A-Za-z ]*?)(?:: *|=)(?<value>.*)");

  private static final Set<String> FOLLOWS =
      Set.of("System clock synchronized", "NTP synchronized", "NTPSynchronized");

  private static final Pattern SPAN =
      Pattern.compile(
          "(?<sign>[+-]?)(?:(?<min>[0-9]{1,9})min ?)?(?:(?<n>[0-9]{1,12}(?:\\.[0-9]{1,9})?)(?<unit>us|ms|s))?");

  @Override
  public String kind() {
    return "timedatectl";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<Source> line = Optional.empty();
    boolean synchronised = false;
    String server = "";
    double offset = 0;
    for (int number = 1; number <= text.lines().size(); number++) {
      String words = text.line(number).strip();
      Matcher pair = PAIR.matcher(words);
      if (words.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
        continue;
      }
      String name = pair.matches() ? pair.group("name") : "";
      if (FOLLOWS.contains(name)) {
        synchronised = pair.group("value").strip().equals("yes");
        line = Optional.of(text.at(number));
        ledger.factLine(number);
      } else if (name.equals("Server")) {
        server = pair.group("value").strip();
        ledger.factLine(number);
      } else if (name.equals("Offset") && SPAN.matcher(pair.group("value").strip()).matches()) {
        offset = seconds(pair.group("value").strip());
        synchronised = true;
        line = Optional.of(text.at(number));
        ledger.factLine(number);
      } else if (!name.isEmpty()
          || words.matches("(?:Last|Next) DST change.*|Warning: .*|.*RTC.*")) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
    if (line.isPresent()) {
      ledger.fact(new ClockTracking(line.get(), kind(), server, offset, synchronised));
    }
  }

  /** {@code +1min 2.5s}, {@code -312us}: what the server's time is ahead, so the clock behind. */
  private static double seconds(String span) {
    Matcher parts = SPAN.matcher(span);
    if (!parts.matches()) {
      return 0;
    }
    double minutes = parts.group("min") == null ? 0 : Double.parseDouble(parts.group("min"));
    double number = parts.group("n") == null ? 0 : Double.parseDouble(parts.group("n"));
    String unit = parts.group("unit") == null ? "s" : parts.group("unit");
    double scale = unit.equals("us") ? 1e-6 : unit.equals("ms") ? 1e-3 : 1;
    double size = minutes * 60 + number * scale;
    return parts.group("sign").equals("-") ? size : -size;
  }
}
