package io.coldtrace.parsers.probe;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.HttpOutput;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.LineParser;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code wget}, GNU's and busybox's: the answer, or why there was none.
 *
 * <pre>
 * --2026-11-22 10:00:00--  http://10.244.1.5:8080/
 * Connecting to 10.244.1.5:8080... failed: Connection refused.
 * HTTP request sent, awaiting response... 200 OK
 * wget: can't connect to remote host (10.244.1.5): Connection refused
 * wget: download timed out
 * </pre>
 *
 * Every other line is progress. Format: wget(1), busybox {@code networking/wget.c}.
 */
public final class WgetFileParser extends LineParser {
  private static final Pattern ANSWER =
      Pattern.compile(
          "(?:HTTP request sent, awaiting response|已发出 HTTP 请求，正在等待回应)\\.\\.\\. ([0-9]{3})\\b.*");

  private static final Pattern REFUSAL =
      Pattern.compile(
          "(?:Connecting to|正在连接) .*\\.\\.\\. (?:failed: |失败：)(?<gnu>.*?)[.。]?"
              + "|wget: (?<busybox>.+)");

  private static final Pattern STATUS_OF_SERVER =
      Pattern.compile("server returned error: HTTP/[0-9.]+ ([0-9]{3})\\b.*");

  @Override
  public String kind() {
    return "wget";
  }

  @Override
  protected void parseLine(String line, Source source, LineLedger ledger) {
    Matcher answer = ANSWER.matcher(line);
    Matcher refusal = REFUSAL.matcher(line);
    if (answer.matches()) {
      ledger.fact(new HttpOutput(source, Integer.parseInt(answer.group(1)), ""));
    } else if (refusal.matches()) {
      String why = refusal.group("gnu") == null ? refusal.group("busybox") : refusal.group("gnu");
      Matcher status = STATUS_OF_SERVER.matcher(why);
      ledger.fact(
          status.matches()
              ? new HttpOutput(source, Integer.parseInt(status.group(1)), "")
              : new HttpOutput(source, 0, why));
    } else {
      ledger.ignored(source.line(), Ignored.NOT_MODELLED);
    }
  }
}
