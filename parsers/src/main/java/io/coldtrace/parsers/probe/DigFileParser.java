package io.coldtrace.parsers.probe;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code dig}, with or without {@code +short}.
 *
 * <pre>
 * ; &lt;&lt;&gt;&gt; DiG 9.18.24 &lt;&lt;&gt;&gt; @10.96.0.10 kubernetes.default.svc.cluster.local A
 * ;; -&gt;&gt;HEADER&lt;&lt;- opcode: QUERY, status: NOERROR, id: 24243
 * ;; QUESTION SECTION:
 * ;kubernetes.default.svc.cluster.local. IN A
 * ;; ANSWER SECTION:
 * kubernetes.default.svc.cluster.local. 30 IN A 10.96.0.1
 * ;; SERVER: 10.96.0.10#53(10.96.0.10) (UDP)
 * </pre>
 *
 * Format: dig(1).
 */
public final class DigFileParser implements FileParser {
  private static final Pattern SERVER = Pattern.compile(";; SERVER: ([^#\\s]+)#.*");
  private static final Pattern COMMAND = Pattern.compile("; <<>> DiG .*?<<>>.*? @(\\S+).*");
  private static final Pattern QUESTION = Pattern.compile(";([^;\\s]\\S*)\\s+(?:IN|CH)\\s+\\S+");
  private static final Pattern STATUS = Pattern.compile(";; ->>HEADER<<- .*status: ([A-Z]+).*");

  private static final Pattern RECORD =
      Pattern.compile("(\\S+)\\s+[0-9]+\\s+IN\\s+([A-Z0-9]+)\\s+(.*)");

  /** Of types whose data are long. */
  private static final Pattern LONG_RECORD =
      Pattern.compile(
          "\\S+\\s+[0-9]+\\s+(?:IN|CH)\\s+(?:SOA|RRSIG|C?DNSKEY|C?DS|NSEC3?|TXT|TLSA|CERT|HTTPS|SVCB)\\s.*");

  @Override
  public String kind() {
    return "dig";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    DnsDraft draft = new DnsDraft(ledger);
    String section = "ANSWER";
    boolean goesOn = false;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
        goesOn = false;
      } else if (line.endsWith(" SECTION:")) {
        section = line.replaceAll("^;; | SECTION:$", "");
        ledger.ignored(number, Ignored.HEADING);
      } else if (line.startsWith(";")) {
        comment(line, number, draft, ledger);
      } else if (Character.isWhitespace(text.line(number).charAt(0))
          || (goesOn && !RECORD.matcher(line).matches())) {
        // A record that goes on, as +multiline prints it, or a terminal that wraps.
        ledger.ignored(number, Ignored.NOT_MODELLED);
      } else {
        goesOn = LONG_RECORD.matcher(line).matches();
        record(line, section.equals("ANSWER"), number, draft, ledger);
      }
    }
    draft.finish(text);
  }

  private static void comment(String line, int number, DnsDraft draft, LineLedger ledger) {
    Matcher server = SERVER.matcher(line);
    Matcher command = COMMAND.matcher(line);
    Matcher question = QUESTION.matcher(line);
    Matcher status = STATUS.matcher(line);
    if (server.matches() || command.matches()) {
      draft.server(number, (server.matches() ? server : command).group(1));
    } else if (question.matches()) {
      draft.name(number, question.group(1));
    } else if (status.matches()) {
      draft.error(number, status.group(1));
    } else if (!draft.noAnswer(number, line)) {
      ledger.ignored(number, Ignored.COMMENT);
    }
  }

  private static void record(
      String line, boolean inAnswer, int number, DnsDraft draft, LineLedger ledger) {
    Matcher record = RECORD.matcher(line);
    if (!record.matches()) {
      draft.answer(number, line);
    } else if (!inAnswer
        || !record.group(2).matches("A|AAAA")
        || !draft.answer(number, record.group(3))) {
      ledger.ignored(number, Ignored.NOT_MODELLED);
    }
  }
}
