package io.coldtrace.parsers.probe;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code nslookup} of BIND and of busybox, before and after 1.29.
 *
 * <pre>
 * Server:		10.96.0.10
 * Address:	10.96.0.10#53
 *
 * Name:	kubernetes.default.svc.cluster.local
 * Address: 10.96.0.1
 *
 * ** server can't find nothing.cluster.local: NXDOMAIN
 * ;; communications error to 10.96.0.10#53: timed out
 * </pre>
 *
 * Old busybox does not say why it failed; its status is {@code FAILED}. Format: nslookup(1).
 */
public final class NslookupFileParser implements FileParser {
  private static final Pattern SERVER = Pattern.compile("Server:\\s+(\\S+)");
  private static final Pattern NAME = Pattern.compile("Name:\\s+(\\S+)");
  private static final Pattern ADDRESS = Pattern.compile("Address(?: [0-9]+)?:\\s*(\\S+).*");

  private static final Pattern NOT_FOUND =
      Pattern.compile("\\*\\* server can't find (\\S+?): ([A-Z]+)");

  private static final Pattern NO_DATA =
      Pattern.compile("\\*\\*\\* Can't find (\\S+?): (?:No answer|Parse error)");

  private static final Pattern UNRESOLVED = Pattern.compile("nslookup: can't resolve '([^']*)'.*");

  private static final Pattern NOT_KEPT =
      Pattern.compile(
          "\\S+\\s+(?:canonical name|service|mail exchanger|text|nameserver|internet address) ?=.*"
              + "|\\s*(?:origin|mail addr|serial|refresh|retry|expire|minimum) = .*");

  @Override
  public String kind() {
    return "nslookup";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    DnsDraft draft = new DnsDraft(ledger);
    boolean inHead = true;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher name = NAME.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (name.matches()) {
        inHead = false;
        draft.name(number, name.group(1));
      } else if (!address(line, inHead, number, draft) && !failure(line, number, draft)) {
        inHead &= !remark(line, number, ledger);
      }
    }
    draft.finish(text);
  }

  /** The server's own address stands before the first name. */
  private static boolean address(String line, boolean inHead, int number, DnsDraft draft) {
    Matcher server = SERVER.matcher(line);
    Matcher address = ADDRESS.matcher(line);
    if (server.matches() || (inHead && address.matches())) {
      draft.server(number, (server.matches() ? server : address).group(1));
      return true;
    }
    return address.matches() && draft.answer(number, address.group(1));
  }

  private static boolean failure(String line, int number, DnsDraft draft) {
    Matcher notFound = NOT_FOUND.matcher(line);
    Matcher noData = NO_DATA.matcher(line);
    Matcher unresolved = UNRESOLVED.matcher(line);
    if (notFound.matches()) {
      draft.name(number, notFound.group(1));
      draft.error(number, notFound.group(2));
    } else if (noData.matches()) {
      draft.name(number, noData.group(1));
      draft.error(number, "NODATA");
    } else if (unresolved.matches() && !unresolved.group(1).equals("(null)")) {
      draft.name(number, unresolved.group(1));
      draft.error(number, "FAILED");
    } else {
      return unresolved.matches() || draft.noAnswer(number, line);
    }
    return true;
  }

  /** Whether the line opens the answer, which may then begin without a name. */
  private static boolean remark(String line, int number, LineLedger ledger) {
    if (line.equals("Non-authoritative answer:")
        || line.equals("Authoritative answers can be found from:")) {
      ledger.ignored(number, Ignored.HEADING);
      return true;
    }
    if (NOT_KEPT.matcher(line).matches()) {
      ledger.ignored(number, Ignored.NOT_MODELLED);
    } else if (line.startsWith("command terminated with exit code") || line.startsWith(";;")) {
      ledger.ignored(number, Ignored.TOOL_MESSAGE);
    }
    return false;
  }
}
