package io.coldtrace.parsers.probe;

import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.TraceOutput;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code traceroute} of Linux and busybox, {@code tracepath}, and the report of {@code mtr}.
 *
 * <pre>
 * traceroute to 10.244.1.7 (10.244.1.7), 30 hops max, 60 byte packets
 *  1  172.17.8.103 (172.17.8.103)  0.518 ms  0.367 ms  0.398 ms
 *  2  * * *
 *  3  10.244.1.7 (10.244.1.7)  0.451 ms !H  0.352 ms  0.223 ms
 *
 *  1?: [LOCALHOST]                      pmtu 1500
 *  1:  172.17.8.103                                          0.518ms
 *  2:  no reply
 * </pre>
 *
 * Format: traceroute(8), tracepath(8), mtr(8).
 */
public final class TracerouteFileParser implements FileParser {
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:traceroute6?|tcptraceroute) to (?<name>\\S+) \\((?<ip>[^)]+)\\).*|Selected device"
              + " .*");

  private static final Pattern HOP =
      Pattern.compile("(?<number>[0-9]{1,3})\\??(?::| |\\.\\|--|\\z)\\s*(?<rest>.*)");
  private static final Pattern MORE_OF_HOP =
      Pattern.compile("\\S+(?: \\(\\S+\\))? +[0-9.]+ ms.*|\\*(?: .*)?|[0-9.]+ ms.*");

  private static final Pattern REMARK =
      Pattern.compile(
          "Too many hops: pmtu .*|Resume: pmtu .*|pmtu [0-9]+|Start: .*|HOST: .*Loss%.*|\\|\\s+[`|]\\|-- .*");

  private static final String NOBODY = "*";

  @Override
  public String kind() {
    return "traceroute";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    String target = "";
    int firstLine = 0;
    int lastAnswer = 0;
    List<String> hops = new ArrayList<>();
    boolean reached = false;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      Matcher head = HEAD.matcher(line);
      Matcher hop = HOP.matcher(line);
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (head.matches()) {
        if (firstLine > 0) {
          finish(text.at(lastAnswer > 0 ? lastAnswer : firstLine), target, hops, reached, ledger);
        }
        target = head.group("ip") == null ? "" : head.group("ip");
        firstLine = number;
        lastAnswer = 0;
        hops = new ArrayList<>();
        reached = false;
        ledger.factLine(number);
      } else if (hop.matches() && isHop(hop.group("rest"))) {
        firstLine = firstLine == 0 ? number : firstLine;
        ledger.factLine(number);
        String who = who(hop.group("rest"));
        if (!who.isEmpty()) {
          hops.add(who);
          lastAnswer = who.equals(NOBODY) ? lastAnswer : number;
          reached |=
              hop.group("rest").endsWith("reached")
                  || (who.equals(target) && !hop.group("rest").matches(".*![A-Z0-9<].*"));
        }
      } else if (REMARK.matcher(line).matches()
          || (firstLine > 0 && MORE_OF_HOP.matcher(line).matches())) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
    if (firstLine > 0) {
      finish(text.at(lastAnswer > 0 ? lastAnswer : firstLine), target, hops, reached, ledger);
    }
  }

  private static void finish(
      Source source, String target, List<String> hops, boolean reached, LineLedger ledger) {
    ledger.fact(new TraceOutput(source, target, List.copyOf(hops), reached));
  }

  /** A hop says who answered and how fast, or that nobody did. */
  private static boolean isHop(String rest) {
    return rest.startsWith(NOBODY)
        || rest.startsWith("no reply")
        || rest.startsWith("[LOCALHOST]")
        || rest.matches("\\S+(?: \\(\\S+\\))?\\s+[0-9.]+ ?ms.*")
        || rest.matches("\\S+\\s+asymm .*")
        || rest.matches("\\S+\\s+[0-9.]+%?(?:\\s+[0-9.]+){6}");
  }

  /** The first who answered; {@code *} if nobody did; empty for this host itself. */
  private static String who(String rest) {
    Words words = new Words(rest);
    if (rest.startsWith("[LOCALHOST]")) {
      return "";
    }
    for (int i = 0; i < words.count(); i++) {
      String word = words.at(i).replaceAll("[()]", "");
      if (Ip.parse(word).isPresent()) {
        return word;
      }
    }
    boolean nobody = rest.startsWith(NOBODY) || rest.startsWith("no reply");
    return nobody || rest.startsWith("???") ? NOBODY : words.at(0);
  }
}
