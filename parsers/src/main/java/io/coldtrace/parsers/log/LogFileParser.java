package io.coldtrace.parsers.log;

import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads logs: of the kernel, of systemd's journal, of a container. A line that says something known
 * is a fact; any other line of a log's form is not kept.
 *
 * <pre>
 * [  123.456789] nf_conntrack: nf_conntrack: table full, dropping packet
 * Nov 22 10:00:00 node-1 kubelet[812]: E1122 10:00:00.1 812 kubelet.go:2855] "Container runtime network not ready"
 * 2026-11-22T10:00:00.123456789Z stderr F [FATAL] plugin/loop: Loop (127.0.0.1:5 -&gt; :53) detected
 * </pre>
 *
 * Formats: dmesg(1), journalctl(1), klog's header, logrus' text, the files of Docker's json-file
 * driver and of the CRI.
 */
public final class LogFileParser implements FileParser {
  private static final String CLOCK = "[0-9]{2}:[0-9]{2}:[0-9]{2}(?:[.,][0-9]+)?";
  private static final String ISO =
      "[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]" + CLOCK + "(?:Z|[+-][0-9]{2}:?[0-9]{2}| [+-][0-9]{4} \\w+)?";
  private static final String SYSLOG_TIME =
      "(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) +[0-9]{1,2}(?: [0-9]{4})? "
          + CLOCK
          + "|[0-9]{1,2}月 +[0-9]{1,2} "
          + CLOCK
          + "|"
          + ISO
          + ")";

  /** What may stand before a message; groups named {@code text} hold the rest. */
  private static final List<Pattern> SYSTEM =
      List.of(
          Pattern.compile(
              "(?:<[0-9]+>)?(?:\\w+ *:\\w+ *: ?)?\\[ *[0-9]+\\.[0-9]{6}\\](?:\\[ *[CT][0-9]+\\])? ?(?<text>.*)"),
          Pattern.compile(
              "(?:<[0-9]+>)?(?:\\w+ *:\\w+ *: ?)?\\[(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|[一二三四五六日]) ?\\S+ +[0-9]+ [0-9:]+ [0-9]{4}\\] ?(?<text>.*)"),
          Pattern.compile("<[0-9]+>(?<text>.*)"),
          Pattern.compile(SYSLOG_TIME + " \\S+ [\\w.@/:()\\\\-]+(?:\\[[0-9]+\\])?: ?(?<text>.*)"),
          Pattern.compile(ISO + " (?<text>.*)"));

  private static final List<Pattern> COMPONENT =
      List.of(
          Pattern.compile("(?:\\[pod/\\S+\\] )?" + ISO + " (?:stdout|stderr) [FP] ?(?<text>.*)"),
          Pattern.compile("\\{\"log\":\"(?<text>.*?)(?:\\\\n)?\",\"stream\":.*\\}"),
          Pattern.compile("\\{\"(?:level|ts|time|severity|msg|caller)\":(?<text>.*)\\}"),
          Pattern.compile(
              "(?:\\[pod/\\S+\\] )?(?:"
                  + ISO
                  + ":? )?[IWEF][0-9]{4} "
                  + CLOCK
                  + " +[0-9]+ (?<text>\\S+:[0-9]+\\].*)"),
          Pattern.compile("(?<text>(?:time=\\S.*? )?level=\\w+ .*)"),
          Pattern.compile(
              "(?:\\[pod/\\S+\\] )?(?:"
                  + ISO
                  + " )?(?<text>\\[(?:INFO|ERROR|WARNING|FATAL|DEBUG)\\] .*)"),
          Pattern.compile(
              "(?<text>CoreDNS-[0-9].*|linux/\\w+, go.*|\\S*\\.:[0-9]+(?: on \\S+)?|maxprocs: .*)"),
          Pattern.compile("(?<text>(?:[0-9]{4}/[0-9]{2}/[0-9]{2} )" + CLOCK + " .*)"),
          Pattern.compile("(?:\\[pod/\\S+\\] )?" + ISO + ":? (?<text>.*)"));

  /** Lines that the tool writes between the messages. */
  private static final Pattern FRAME =
      Pattern.compile(
          "-- (?:Logs begin|Journal begins|No entries|Boot [0-9a-f]+|Reboot|Subject|Defined-By|Support|Unit|日志开始).*");

  /** A kernel without time stamps: who speaks, a colon, what it says. */
  private static final Pattern UNSTAMPED =
      Pattern.compile(
          "[\\w(][\\w ().:/\\[\\]#@<>,=+-]{0,60}?: ?\\S.*|(?:[\\w()-]+ ){1,12}\\(?v ?[0-9].*");

  private final String kind;
  private final List<Pattern> shapes;

  private LogFileParser(String kind, List<Pattern> shapes) {
    this.kind = kind;
    this.shapes = shapes;
  }

  /** The kernel's ring buffer, or its log file. */
  public static LogFileParser ofKernel() {
    return new LogFileParser("dmesg", SYSTEM);
  }

  /** The journal, and the files of syslog. */
  public static LogFileParser ofJournal() {
    return new LogFileParser("journal", SYSTEM);
  }

  /** What a container wrote. */
  public static LogFileParser ofComponent() {
    return new LogFileParser("component-log", COMPONENT);
  }

  @Override
  public String kind() {
    return kind;
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    boolean within = false;
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number);
      if (line.isBlank()) {
        ledger.ignored(number, Ignored.BLANK);
        continue;
      }
      Optional<String> message = message(line.strip());
      boolean continued =
          (within || kind.equals("dmesg")) && Character.isWhitespace(line.charAt(0));
      within = message.isPresent() || continued;
      if (FRAME.matcher(line.strip()).matches()) {
        ledger.ignored(number, Ignored.HEADING);
      } else if (message.isPresent() || continued) {
        Optional<LogMessage> known =
            KnownMessages.of(kind, message.orElse(line.strip()), text.at(number));
        known.ifPresent(ledger::fact);
        ledger.ignored(number, Ignored.NOT_MODELLED);
      }
    }
  }

  private Optional<String> message(String line) {
    for (Pattern shape : shapes) {
      Matcher matcher = shape.matcher(line);
      if (matcher.matches()) {
        return Optional.of(matcher.group("text"));
      }
    }
    boolean kernel = kind.equals("dmesg") && UNSTAMPED.matcher(line).matches();
    return kernel ? Optional.of(line) : Optional.empty();
  }
}
