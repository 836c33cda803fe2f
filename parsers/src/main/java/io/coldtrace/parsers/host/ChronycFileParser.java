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
 * Reads {@code chronyc tracking}; {@code sources}, {@code sourcestats} and {@code activity} are
 * accounted for.
 *
 * <pre>
 * Reference ID    : C0A83801 (192.168.56.1)
 * Stratum         : 3
 * System time     : 0.000012345 seconds slow of NTP time
 * Leap status     : Normal
 * </pre>
 *
 * Format: chronyc(1).
 */
public final class ChronycFileParser implements FileParser {
  private static final Pattern PAIR =
      Pattern.compile("(?<name>[A-Z][A-Za-z ()]+?)\\s+: (?<value>.*)");

  private static final Pattern OFFSET =
      Pattern.compile("(?<seconds>[0-9.]{1,20}) seconds (?<side>slow|fast) of NTP time");

  private static final Pattern REFERENCE = Pattern.compile("\\S+ \\((?<server>.*)\\)");

  private static final Pattern HEADING =
      Pattern.compile(
          "MS Name/IP address .*|Name/IP Address .*|={10,}|210 Number of sources = .*|200 OK|[.|/\\\\'-]+ .*Source (?:mode|state).*|.*\\|\\|.*");

  private static final Pattern ROW =
      Pattern.compile(
          "[\\^=#][*+?x~-] \\S+ +[0-9]+ .*|\\S+ +[0-9]+ +[0-9]+ +[0-9]+[mhdy]? .*|[0-9]+ sources? .*");

  @Override
  public String kind() {
    return "chronyc";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    String reference = "";
    boolean synchronised = true;
    Optional<Source> offsetLine = Optional.empty();
    double offset = 0;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher pair = PAIR.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (pair.matches()) {
        Matcher server = REFERENCE.matcher(pair.group("value"));
        Matcher seconds = OFFSET.matcher(pair.group("value"));
        boolean isLeap = pair.group("name").equals("Leap status");
        if (pair.group("name").equals("Reference ID") && server.matches()) {
          reference = server.group("server");
          ledger.factLine(number);
        } else if (pair.group("name").equals("System time") && seconds.matches()) {
          offset = offset(seconds);
          offsetLine = Optional.of(text.at(number));
          ledger.factLine(number);
        } else if (isLeap) {
          synchronised = !pair.group("value").strip().equals("Not synchronised");
          ledger.factLine(number);
        } else {
          ledger.ignored(number, Ignored.NOT_MODELLED);
        }
      } else if (HEADING.matcher(line).matches()) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (ROW.matcher(line).matches()) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
    if (offsetLine.isPresent()) {
      ledger.fact(new ClockTracking(offsetLine.get(), kind(), reference, offset, synchronised));
    }
  }

  private static double offset(Matcher seconds) {
    String text = seconds.group("seconds");
    double size = text.matches("[0-9]+(\\.[0-9]+)?") ? Double.parseDouble(text) : 0;
    return seconds.group("side").equals("slow") ? -size : size;
  }
}
