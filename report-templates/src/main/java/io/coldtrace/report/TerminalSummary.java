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
 * The pod network is broken: one cause explains all 4 failed probes.
 *
 * Critical  IPv4 forwarding is off
 *           Confirmed, on node-2  (ip-forward-disabled)
 *           node-2/sysctl-a.txt:412  net.ipv4.ip_forward = 0
 *           Fix on node-2:
 *             sysctl -w net.ipv4.ip_forward=1
 * </pre>
 */
public final class TerminalSummary {
  private static final int MOST_DIAGNOSES = 3;
  private static final int MOST_FIXES = 6;
  private static final int MOST_MISSING = 3;
  private static final int WIDTH = 80;
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
    broken(contents.verdict(), WIDTH).forEach(line -> lines.add(bold(line)));
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
    List<String> title = broken(VisibleText.line(diagnosis.title()), WIDTH - INDENT.length());
    lines.add(tone(diagnosis.severity(), pad(severity)) + bold(title.get(0)));
    title.stream().skip(1).forEach(line -> lines.add(INDENT + bold(line)));
    String where =
        diagnosis.nodes().isEmpty()
            ? messages.text("diagnosis.cluster")
            : messages.text("diagnosis.on") + " " + names(diagnosis.nodes());
    String confidence = messages.name("confidence", diagnosis.confidence().word());
    String id = VisibleText.line(diagnosis.id());
    lines.add(cut(INDENT + messages.text("list", confidence, where) + "  (" + id + ")"));
    wrapped(VisibleText.line(diagnosis.summary()));
    diagnosis.evidence().stream().limit(1).forEach(this::proof);
    List<RemedyStep> fix = contents.steps(diagnosis.remedy(), "fix");
    if (fix.isEmpty()) {
      byHand(contents.blocks(contents.steps(diagnosis.remedy(), "manual")));
    } else {
      fixes(fix);
    }
  }

  private void byHand(List<StepBlock> blocks) {
    for (StepBlock block : blocks.subList(0, Math.min(1, blocks.size()))) {
      lines.add(INDENT + messages.text("remedy.manual") + ":");
      block.commands().stream().limit(MOST_FIXES).forEach(this::command);
      broken(VisibleText.line(block.note()), WIDTH - INDENT.length() - 2)
          .forEach(line -> lines.add(INDENT + "  " + line));
    }
  }

  /** Never cut: it is there to be copied. */
  private void command(String command) {
    VisibleText.lines(command).lines().forEach(line -> lines.add(INDENT + "  " + line));
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
    command(step.command());
  }

  private void wrapped(String text) {
    broken(text, WIDTH - INDENT.length()).forEach(line -> lines.add(INDENT + line));
  }

  /** A paragraph, broken between words; in Chinese, which has no blanks, between letters. */
  private static List<String> broken(String text, int width) {
    List<String> broken = new ArrayList<>();
    String rest = text.strip();
    while (TextWidth.columns(rest) > width) {
      int end = TextWidth.end(rest, width);
      int blank = rest.lastIndexOf(' ', end);
      boolean words = rest.charAt(end - 1) < 0x2E80 && rest.charAt(end) < 0x2E80;
      end = words && blank > 0 ? blank : end;
      broken.add(rest.substring(0, end).stripTrailing());
      rest = rest.substring(end).strip();
    }
    broken.add(rest);
    return broken;
  }

  private void probes() {
    List<String> counts = new ArrayList<>();
    if (contents.getPassed() + contents.getFailed() == 0) {
      counts.add(messages.text("count.unprobed"));
    } else {
      counts.add(messages.text("count.passed", contents.getPassed()));
      counts.add(messages.text("count.failed", contents.getFailed()));
    }
    if (contents.getSkipped() > 0) {
      counts.add(messages.text("count.skipped", contents.getSkipped()));
    }
    lines.add(label("terminal.probes") + String.join(", ", counts));
  }

  private void missing() {
    List<Lacking> missing = contents.getMissing();
    for (Lacking one : missing.subList(0, Math.min(MOST_MISSING, missing.size()))) {
      String nodes = one.nodes().isEmpty() ? "" : " (" + names(one.nodes()) + ")";
      String what = VisibleText.line(one.what() + ": " + one.why()) + nodes;
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

  private void proof(Evidence evidence) {
    String place =
        VisibleText.line(evidence.node() + "/" + evidence.file() + ":" + evidence.line());
    String text = VisibleText.line(evidence.text().strip());
    String both = INDENT + place + "  " + text;
    if (TextWidth.columns(both) <= WIDTH) {
      lines.add(both);
    } else {
      lines.add(cut(INDENT + place));
      lines.add(cut(INDENT + "  " + text));
    }
  }

  private String label(String key) {
    return pad(messages.text(key));
  }

  private static String pad(String word) {
    return word + " ".repeat(Math.max(2, INDENT.length() - TextWidth.columns(word)));
  }

  private static String cut(String line) {
    return TextWidth.columns(line) <= WIDTH
        ? line
        : line.substring(0, TextWidth.end(line, WIDTH - 1)) + "…";
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
