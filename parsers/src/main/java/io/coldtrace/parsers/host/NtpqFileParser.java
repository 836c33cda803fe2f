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
 * Reads {@code ntpq -p}: the peer that the clock follows is marked by a star.
 *
 * <pre>
 *      remote           refid      st t when poll reach   delay   offset  jitter
 * ==============================================================================
 * *192.168.56.1    .GPS.            1 u   33   64  377    0.211   -0.402   0.033
 *  192.168.56.2    .INIT.          16 u    - 1024    0    0.000    0.000   0.000
 * </pre>
 *
 * The offset is in milliseconds, what the server is ahead. Format: ntpq(8).
 */
public final class NtpqFileParser implements FileParser {
  private static final Pattern HEADING = Pattern.compile("remote\\s+refid\\s+st\\s.*|={10,}");

  private static final Pattern PEER =
      Pattern.compile(
          "(?<mark>[*o+#x.-]?) ?(?<peer>[\\w.:%-]+)\\s+\\S+\\s+[0-9]{1,2}\\s+[a-zA-Z-]\\s+\\S+\\s+\\S+"
              + "\\s+[0-7]+\\s+[0-9.]+\\s+(?<offset>[+-]?[0-9]{1,12}(?:\\.[0-9]{1,9})?)\\s+[0-9.]+");

  private static final Pattern MESSAGE =
      Pattern.compile(
          "ntpq: .*|No association ID's returned|\\S+: timed out.*|\\*+Request timed out");

  @Override
  public String kind() {
    return "ntpq";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Optional<Source> heading = Optional.empty();
    Optional<ClockTracking> followed = Optional.empty();
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher peer = PEER.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (HEADING.matcher(line).matches()) {
        heading = Optional.of(heading.orElse(text.at(number)));
        ledger.ignored(number, Ignored.HEADING);
      } else if (MESSAGE.matcher(line).matches()) {
        ledger.ignored(number, Ignored.TOOL_MESSAGE);
      } else if (peer.matches()) {
        ledger.factLine(number);
        if (peer.group("mark").matches("[*o]")) {
          double behind = Double.parseDouble(peer.group("offset")) / 1000;
          followed =
              Optional.of(
                  new ClockTracking(text.at(number), kind(), peer.group("peer"), -behind, true));
        }
      }
    }
    Optional<ClockTracking> none =
        heading.map(source -> new ClockTracking(source, kind(), "", 0, false));
    followed.or(() -> none).ifPresent(ledger::fact);
  }
}
