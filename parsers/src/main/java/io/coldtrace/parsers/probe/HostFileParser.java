package io.coldtrace.parsers.probe;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code host} of BIND.
 *
 * <pre>
 * Using domain server:
 * Name: 10.96.0.10
 * Address: 10.96.0.10#53
 * Aliases:
 *
 * kubernetes.default.svc.cluster.local has address 10.96.0.1
 * Host nothing.cluster.local not found: 3(NXDOMAIN)
 * </pre>
 *
 * Format: host(1).
 */
public final class HostFileParser implements FileParser {
  private static final Pattern SERVER = Pattern.compile("Name: (\\S+)");
  private static final Pattern ANSWER = Pattern.compile("(\\S+) has (?:IPv6 )?address (\\S+)");

  private static final Pattern NOT_FOUND =
      Pattern.compile("Host (\\S+) not found: [0-9]+\\(([A-Z]+)\\)");

  private static final Pattern NO_DATA = Pattern.compile("(\\S+) has no \\S+ record");

  private static final Pattern NOT_KEPT =
      Pattern.compile(
          "Using domain server:|Address: \\S+|Aliases:.*|\\S+ is an alias for .*"
              + "|\\S+ mail is handled by .*|\\S+ has .* record .*|\\S+ domain name pointer .*");

  @Override
  public String kind() {
    return "host";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    DnsDraft draft = new DnsDraft(ledger);
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher server = SERVER.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (server.matches()) {
        draft.server(number, server.group(1));
      } else if (!answer(line, number, draft) && !draft.noAnswer(number, line)) {
        if (NOT_KEPT.matcher(line).matches()) {
          ledger.ignored(number, Ignored.NOT_MODELLED);
        }
      }
    }
    draft.finish(text);
  }

  private static boolean answer(String line, int number, DnsDraft draft) {
    Matcher answer = ANSWER.matcher(line);
    Matcher notFound = NOT_FOUND.matcher(line);
    Matcher noData = NO_DATA.matcher(line);
    if (answer.matches()) {
      draft.name(number, answer.group(1));
      return draft.answer(number, answer.group(2));
    }
    if (notFound.matches() || noData.matches()) {
      draft.name(number, (notFound.matches() ? notFound : noData).group(1));
      draft.error(number, notFound.matches() ? notFound.group(2) : "NODATA");
      return true;
    }
    return false;
  }
}
