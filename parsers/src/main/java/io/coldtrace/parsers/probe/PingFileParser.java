package io.coldtrace.parsers.probe;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code ping} of iputils, busybox and the BSDs, in any language that keeps their shapes.
 *
 * <pre>
 * PING 10.244.1.7 (10.244.1.7) 56(84) bytes of data.
 * 64 bytes from 10.244.1.7: icmp_seq=1 ttl=62 time=0.846 ms
 * From 10.0.0.6 icmp_seq=2 Destination Host Prohibited
 *
 * --- 10.244.1.7 ping statistics ---
 * 2 packets transmitted, 1 received, +1 errors, 50% packet loss, time 1001ms
 * </pre>
 *
 * Format: ping(8). The two numbers that begin the statistics are what was sent and received.
 */
public final class PingFileParser implements FileParser {
  private static final Pattern HEAD = Pattern.compile("PING ([^\\s(]+) ?\\(.*");
  private static final Pattern HEAD_BSD6 = Pattern.compile("PING6\\(.*--> (\\S+)");
  private static final Pattern STATISTICS_OF = Pattern.compile("--- (\\S+) .*---");

  private static final Pattern STATISTICS =
      Pattern.compile("\\D*?([0-9]{1,9}) ?[^0-9,，]+[,，]\\s*\\D*?([0-9]{1,9})\\D.*%.*");

  private static final Pattern REPLY = Pattern.compile("(?:\\[[0-9.]+] )?[0-9]+ \\D.*seq=[0-9]+.*");

  private static final Pattern ERROR =
      Pattern.compile(
          "(?:\\[[0-9.]+] )?(?:From|来自|Von|De) \\S+.*|(?:ping6?|connect|sendto|sendmsg): .*"
              + "|\\S*/ping6?: .*|Request timeout for icmp_seq.*|no answer yet for icmp_seq=.*");

  private static final Pattern ROUND_TRIP =
      Pattern.compile(
          "(?:rtt|round-trip) min/avg/max.*|pipe [0-9]+|rtt .*=.*|Approximate round trip times.*|往返行程的估计时间.*"
              + "|(?:Minimum|最短) = .*");

  /** Windows, which an engineer's own machine may run: its words in English and in Chinese. */
  private static final Pattern WINDOWS_HEAD =
      Pattern.compile("(?:Pinging|正在 Ping) (\\S+) .*(?:with|具有) .*");

  private static final Pattern WINDOWS_REPLY =
      Pattern.compile("(?:Reply from \\S+|来自 \\S+ 的回复)[:：] ?(?:bytes|字节)=.*");

  private static final Pattern WINDOWS_ERROR =
      Pattern.compile(
          "(?:Reply from \\S+|来自 \\S+ 的回复)[:：] .*|Request timed out\\.|请求超时。|General failure\\.|一般故障。"
              + "|Ping request could not find host .*|Ping 请求找不到主机.*|PING: transmit failed.*|PING：传输失败.*");

  private static final Pattern WINDOWS_STATISTICS_OF =
      Pattern.compile("Ping statistics for (\\S+):|(\\S+) 的 Ping 统计信息[:：]");

  private static final Pattern WINDOWS_STATISTICS =
      Pattern.compile(
          "(?:Packets: Sent|数据包[:：] 已发送) = ([0-9]{1,9})[,，] ?(?:Received|已接收) = ([0-9]{1,9})[,，].*");

  @Override
  public String kind() {
    return "ping";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    PingDraft draft = new PingDraft(text, ledger);
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).strip();
      if (line.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (line.equals("^C") || line.startsWith("command terminated with exit code")) {
        ledger.ignored(number, Ignored.TOOL_MESSAGE);
      } else if (ROUND_TRIP.matcher(line).matches()) {
        ledger.ignored(number, Ignored.NOT_MODELLED);
      } else {
        parseLine(line, number, draft);
      }
    }
    draft.finish();
  }

  private static void parseLine(String line, int number, PingDraft draft) {
    Matcher head = HEAD.matcher(line);
    Matcher head6 = HEAD_BSD6.matcher(line);
    Matcher statisticsOf = STATISTICS_OF.matcher(line);
    Matcher statistics = STATISTICS.matcher(line);
    if (windows(line, number, draft)) {
      return;
    }
    if (head.matches() || head6.matches()) {
      draft.finish();
      draft.target(number, (head.matches() ? head : head6).group(1));
    } else if (statisticsOf.matches()) {
      draft.target(number, statisticsOf.group(1));
      draft.expectStatistics();
    } else if (draft.expectsStatistics() && statistics.matches()) {
      draft.statistics(number, statistics.group(1), statistics.group(2));
    } else if (REPLY.matcher(line).matches()) {
      draft.reply(number);
    } else if (ERROR.matcher(line).matches()) {
      draft.error(number, line);
    }
  }

  private static boolean windows(String line, int number, PingDraft draft) {
    Matcher head = WINDOWS_HEAD.matcher(line);
    Matcher statisticsOf = WINDOWS_STATISTICS_OF.matcher(line);
    Matcher statistics = WINDOWS_STATISTICS.matcher(line);
    if (head.matches()) {
      draft.finish();
      draft.target(number, head.group(1));
    } else if (statisticsOf.matches()) {
      draft.target(number, statisticsOf.group(statisticsOf.group(1) == null ? 2 : 1));
    } else if (statistics.matches()) {
      draft.statistics(number, statistics.group(1), statistics.group(2));
    } else if (WINDOWS_REPLY.matcher(line).matches()) {
      draft.reply(number);
    } else if (WINDOWS_ERROR.matcher(line).matches()) {
      draft.error(number, line);
    } else {
      return false;
    }
    return true;
  }
}
