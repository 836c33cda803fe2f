package io.coldtrace.report;

import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A report on one screen of a terminal; plain text, colors only if asked for.
 *
 * <pre>
 * The pod network is broken: one cause explains 4 of 4 failed probes.
 *
 * Critical  IPv4 forwarding is off  (ip-forward-disabled)
 *           Confirmed, on node-2
 *           node-2/sysctl-a.txt:412  net.ipv4.ip_forward = 0
 *           Fix on node-2:
 *             sysctl -w net.ipv4.ip_forward=1
 * </pre>
 */
public final class TerminalSummary {
  private static final int MOST_DIAGNOSES = 3;
  private static final int MOST_FIXES = 6;
  private static final int MOST_MISSING = 3;
  private static final int WIDTH = 100;
  private static final String INDENT = " ".repeat(10);

  private final Report report;
  private final PageContents contents;
  private final Messages messages;
  private final boolean color;
  private final List<String> lines = new ArrayList<>();

  private TerminalSummary(Report report, Locale locale, boolean color) {
    this.report = report;
    this.messages = Messages.of(locale);
    this.contents = new PageContents(new ReportPage(report, locale), messages);
    this.color = color;
  }

  /**
   * The summary, with a line feed at its end.
   *
   * @param reportPath where the page was written; its line is the last; empty if there is none
   */
  public static String render(Report report, Locale locale, boolean color, String reportPath) {
    return new TerminalSummary(report, locale, color).text(reportPath);
  }

  private String text(String reportPath) {
    lines.add(bold(contents.verdict()));
    List<Diagnosis> shown = report.diagnoses().stream().limit(MOST_DIAGNOSES).toList();
    shown.forEach(this::diagnosis);
    int more = report.diagnoses().size() - shown.size();
    if (more > 0) {
      lines.add("");
      lines.add(INDENT + messages.text("terminal.more", more));
    }
    lines.add("");
    probes();
    missing();
    if (!reportPath.isEmpty()) {
      lines.add(label("terminal.report") + VisibleText.line(reportPath));
    }
    return String.join("\n", lines) + "\n";
  }

  private void diagnosis(Diagnosis diagnosis) {
    lines.add("");
    String severity = messages.name("severity", diagnosis.severity().text());
    String id = "  (" + VisibleText.line(diagnosis.id()) + ")";
    lines.add(
        tone(diagnosis.severity(), pad(severity)) + bold(VisibleText.line(diagnosis.title())) + id);
    String where =
        diagnosis.nodes().isEmpty()
            ? messages.text("diagnosis.cluster")
            : messages.text("diagnosis.on") + " " + names(diagnosis.nodes());
    String confidence = messages.name("confidence", diagnosis.confidence().word());
    lines.add(cut(INDENT + confidence + ", " + where));
    wrapped(VisibleText.line(diagnosis.summary()));
    diagnosis.evidence().stream().limit(1).forEach(e -> lines.add(cut(INDENT + place(e))));
    fixes(contents.steps(diagnosis.remedy(), "fix"));
  }

  /** All the commands of a remedy belong together: half of them mend half. */
  private void fixes(List<RemedyStep> steps) {
    String node = null;
    for (RemedyStep step : steps.subList(0, Math.min(MOST_FIXES, steps.size()))) {
      fix(step, !step.node().equals(node));
      node = step.node();
    }
    if (steps.size() > MOST_FIXES) {
      lines.add(INDENT + "  " + messages.text("terminal.moreFixes", steps.size() - MOST_FIXES));
    }
  }

  private void fix(RemedyStep step, boolean head) {
    String where =
        step.node().isEmpty()
            ? ""
            : " " + messages.text("diagnosis.on") + " " + VisibleText.line(step.node());
    if (head) {
      lines.add(cut(INDENT + messages.text("terminal.fix") + where + ":"));
    }
    // Never cut: it is there to be copied.
    VisibleText.lines(step.command()).lines().forEach(line -> lines.add(INDENT + "  " + line));
  }

  /**
   * A paragraph, broken between words; a text without blanks, as Chinese has it, between letters.
   */
  private void wrapped(String text) {
    String rest = text;
    int width = WIDTH - INDENT.length();
    while (rest.length() > width) {
      int blank = rest.lastIndexOf(' ', width);
      int end = blank <= 0 ? width : blank;
      lines.add(INDENT + rest.substring(0, end));
      rest = rest.substring(end).strip();
    }
    if (!rest.isEmpty()) {
      lines.add(INDENT + rest);
    }
  }

  private void probes() {
    List<String> counts = new ArrayList<>();
    counts.add(messages.text("count.passed", contents.getPassed()));
    counts.add(messages.text("count.failed", contents.getFailed()));
    if (contents.getSkipped() > 0) {
      counts.add(messages.text("count.skipped", contents.getSkipped()));
    }
    lines.add(label("terminal.probes") + String.join(", ", counts));
  }

  private void missing() {
    List<MissingInput> missing = report.input().missing();
    for (MissingInput one : missing.subList(0, Math.min(MOST_MISSING, missing.size()))) {
      String node = one.node().isEmpty() ? "" : one.node() + ": ";
      String what = VisibleText.line(node + one.what() + ": " + one.why());
      lines.add(cut(label("terminal.missing") + what));
    }
    if (missing.size() > MOST_MISSING) {
      String more = messages.text("more", missing.size() - MOST_MISSING);
      lines.add(label("terminal.missing") + more);
    }
    if (!report.notEvaluated().isEmpty()) {
      String rules = messages.text("terminal.notEvaluated", report.notEvaluated().size());
      lines.add(label("terminal.missing") + rules);
    }
  }

  private static String names(List<String> nodes) {
    String names = nodes.stream().limit(6).map(VisibleText::line).collect(Collectors.joining(", "));
    return nodes.size() > 6 ? names + ", … (" + nodes.size() + ")" : names;
  }

  private static String place(Evidence evidence) {
    String place = evidence.node() + "/" + evidence.file() + ":" + evidence.line();
    return VisibleText.line(place + "  " + evidence.text().strip());
  }

  private String label(String key) {
    return pad(messages.text(key));
  }

  private static String pad(String word) {
    return word + " ".repeat(Math.max(2, INDENT.length() - word.length()));
  }

  private static String cut(String line) {
    int end = Character.isHighSurrogate(line.charAt(Math.min(WIDTH, line.length()) - 1)) ? 2 : 1;
    return line.length() <= WIDTH ? line : line.substring(0, WIDTH - end) + "…";
  }

  private String bold(String text) {
    return color ? "\u001b[1m" + text + "\u001b[0m" : text;
  }

  private String tone(Severity severity, String text) {
    if (!color) {
      return text;
    }
    String code =
        switch (severity) {
          case CRITICAL, ERROR -> "31";
          case WARNING -> "33";
          case INFO -> "36";
        };
    return "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
