package io.coldtrace.parsers.probe;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.HttpOutput;
import io.coldtrace.facts.capture.HttpTiming;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a template of {@code curl -w} prints, whatever its words around the values.
 *
 * <pre>
 *      time_namelookup:  0.000765s
 *         time_connect:  0.111908s
 *                     ----------
 *           time_total:  0.223992s
 * response_code=200
 * </pre>
 *
 * Format: the variables of curl(1), {@code --write-out}.
 */
public final class CurlWriteOutFileParser extends LineParser {
  /** One value, or several in one line: {@code code=200 time_total=0.1}. */
  private static final Pattern VALUE =
      Pattern.compile(
          "(?<name>[A-Za-z][A-Za-z_ /]*[A-Za-z])(?:\\([a-z]+\\))?\\s*[:=：]\\s*(?<value>\"[^\"]*\"|[^\\s,;]*)"
              + "(?: ?(?:s|sec|secs|seconds|ms|秒|bytes|bytes/s|B/s)(?![\\w/]))?[,;]?\\s*",
          Pattern.CASE_INSENSITIVE);

  private static final Pattern CODE = Pattern.compile("[0-9]{3}s?");
  private static final Pattern SECONDS = Pattern.compile("([0-9]+(?:[.,][0-9]+)?)(ms|s)?");
  private static final Pattern ERROR = Pattern.compile("curl: \\([0-9]+\\) .*");
  private static final Pattern RULER = Pattern.compile("[-=*_+#~]{3,}");

  @Override
  public String kind() {
    return "curl-w";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    if (RULER.matcher(line).matches()) {
      ledger.ignored(source.line(), Ignored.HEADING);
    } else if (ERROR.matcher(line).matches()) {
      ledger.fact(new HttpOutput(source, 0, line));
    } else if (CODE.matcher(line).matches()) {
      ledger.fact(new HttpOutput(source, code(line), ""));
    } else {
      values(line, source, ledger);
    }
  }

  private static int code(String text) {
    return Integer.parseInt(text.substring(0, 3));
  }

  private static void values(String line, Source source, LineLedger ledger) {
    Matcher values = VALUE.matcher(line);
    int end = 0;
    while (end < line.length() && values.find(end) && values.start() == end) {
      value(values.group("name"), values.group("value"), source, ledger);
      end = values.end();
    }
    if (end > 0 && end == line.length()) {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }

  private static void value(String name, String value, Source source, LineLedger ledger) {
    String words = name.toLowerCase(Locale.ROOT).replaceAll("[ _/]+", "");
    Matcher seconds = SECONDS.matcher(value);
    if (words.matches("(?:http|response|https?response|status|httpconnect)*code|status")
        && CODE.matcher(value).matches()) {
      ledger.fact(new HttpOutput(source, code(value), ""));
    } else if (seconds.matches()) {
      double time = Double.parseDouble(seconds.group(1).replace(',', '.'));
      boolean thousandths = "ms".equals(seconds.group(2));
      phase(words)
          .ifPresent(
              phase ->
                  ledger.fact(new HttpTiming(source, phase, thousandths ? time / 1000 : time)));
    }
  }

  /** People name the phases in words of their own. */
  private static Optional<String> phase(String words) {
    String phase = words.replaceFirst("^time", "").replaceFirst("(?:time|duration)$", "");
    return switch (phase) {
      case "namelookup", "dns", "dnslookup", "lookup", "dnsresolution", "nslookup" ->
          Optional.of("namelookup");
      case "connect", "tcpconnect", "tcp", "tcpconnection", "connection", "tcphandshake" ->
          Optional.of("connect");
      case "appconnect", "ssl", "tls", "tlshandshake", "sslhandshake", "handshake" ->
          Optional.of("appconnect");
      case "pretransfer" -> Optional.of("pretransfer");
      case "redirect" -> Optional.of("redirect");
      case "starttransfer", "ttfb", "firstbyte", "timetofirstbyte" -> Optional.of("starttransfer");
      case "total" -> Optional.of("total");
      default -> Optional.empty();
    };
  }
}
