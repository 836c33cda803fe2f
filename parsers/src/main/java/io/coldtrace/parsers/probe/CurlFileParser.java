package io.coldtrace.parsers.probe;

import io.coldtrace.facts.capture.HttpOutput;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code curl} as our collector calls it, {@code -w 'http_code=%{http_code} ...'}, with or
 * without what it says on standard error.
 *
 * <pre>
 * http_code=200 time_connect=0.000139 time_total=0.001133
 * curl: (28) Failed to connect to 10.244.1.7 port 9153 after 2001 ms: Timeout was reached
 * &lt; HTTP/1.1 200 OK
 * &lt; Date: Sun, 22 Nov 2026 23:33:14 GMT
 * </pre>
 *
 * A progress meter, whose carriage returns end no line, or a body may stand before them. Format:
 * curl(1).
 */
public final class CurlFileParser implements FileParser {
  private static final Pattern CODE =
      Pattern.compile(".*?\\b(?:http_code=|(?:response|http)_code: *)([0-9]{3})\\b.*|([0-9]{3})");

  /** Without a word boundary: a body without a line end may stand before it. */
  private static final Pattern OUR_CODE =
      Pattern.compile(".*http_code=([0-9]{3}) time_.*", Pattern.DOTALL);

  private static final Pattern STATUS_LINE = Pattern.compile("(?:< )?HTTP/[0-9.]+ ([0-9]{3}).*");
  private static final Pattern ERROR =
      Pattern.compile(".*?(curl: \\([0-9]+\\) .*)", Pattern.DOTALL);

  private static final Pattern METER =
      Pattern.compile(
          "% Total +% Received.*|Dload +Upload .*|[0-9]+ +[0-9.kMG]+ +[0-9]+ +[0-9.kMG]+ .*",
          Pattern.DOTALL);

  private static final Pattern NOT_KEPT =
      Pattern.compile(
          "[*<>](?: .*)?|[{}] ?\\[[0-9]+ bytes data]|curl [0-9]+\\.[0-9]+.*"
              + "|(?:Release-Date|Protocols|Features): .*");

  @Override
  public String kind() {
    return "curl";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    int codeLine = 0;
    int errorLine = 0;
    int status = 0;
    String error = "";
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      int code = code(line);
      Matcher failure = ERROR.matcher(line);
      if (code >= 0) {
        status = code;
        codeLine = number;
        ledger.factLine(number);
      } else if (failure.matches()) {
        error = failure.group(1);
        errorLine = number;
        ledger.factLine(number);
      } else {
        ignore(line, number, ledger);
        HttpDates.of(line, text.at(number)).ifPresent(ledger::fact);
      }
    }
    int line = status == 0 && errorLine > 0 ? errorLine : codeLine;
    if (line > 0) {
      ledger.fact(new HttpOutput(text.at(line), status, error));
    }
  }

  /** The status that a line tells, 0 for none that came; -1 if it tells nothing of it. */
  private static int code(String line) {
    for (Pattern pattern : new Pattern[] {OUR_CODE, CODE, STATUS_LINE}) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        String code = matcher.group(1);
        return Integer.parseInt(code == null ? matcher.group(2) : code);
      }
    }
    return -1;
  }

  private static void ignore(String line, int number, LineLedger ledger) {
    if (line.isEmpty()) {
      ledger.ignored(number, Ignored.BLANK);
    } else if (METER.matcher(line).matches()) {
      ledger.ignored(number, Ignored.TOOL_MESSAGE);
    } else if (NOT_KEPT.matcher(line).matches()) {
      ledger.ignored(number, Ignored.NOT_MODELLED);
    }
  }
}
