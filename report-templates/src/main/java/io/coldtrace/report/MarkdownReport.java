package io.coldtrace.report;

import static io.coldtrace.report.MarkdownText.block;
import static io.coldtrace.report.MarkdownText.code;
import static io.coldtrace.report.MarkdownText.plain;

import io.coldtrace.rules.RemedyStep;
import java.util.List;
import java.util.stream.Collectors;

/** Writes a report as Markdown for a ticket, for one of its two readers. */
public final class MarkdownReport {
  private static final int MOST_LISTED = 20;

  /** Whom a cut is for. */
  public enum Reader {
    /** Everything that he needs to judge the cause. */
    ENGINEER,
    /** What is wrong, what to run, what it does, how to see that it worked. */
    CUSTOMER
  }

  private final ReportPage page;
  private final Reader reader;
  private final Messages messages;
  private final PageContents contents;
  private final StringBuilder out = new StringBuilder();

  private MarkdownReport(ReportPage page, Reader reader) {
    this.page = page;
    this.reader = reader;
    this.messages = Messages.of(page.locale());
    this.contents = new PageContents(page, messages);
  }

  /** The whole text, with a line feed at its end. */
  public static String render(ReportPage page, Reader reader) {
    return new MarkdownReport(page, reader).text();
  }

  private String text() {
    out.append("# ").append(plain(contents.verdict())).append("\n");
    List<Diagnosis> causes = causes();
    causes.forEach(this::cause);
    if (reader == Reader.ENGINEER) {
      others(causes);
      unexplained();
    }
    asks();
    String version = page.version().isEmpty() ? "" : " " + page.version();
    out.append("\n---\nColdtrace").append(plain(version)).append("\n");
    return out.toString();
  }

  /** The causes that break traffic: a customer acts on all of them. */
  private List<Diagnosis> causes() {
    return page.report().verdict() == Verdict.PROBLEM
        ? page.report().diagnoses().stream().filter(PageContents::breaksTraffic).toList()
        : List.of();
  }

  private void cause(Diagnosis diagnosis) {
    heading(2, plain(diagnosis.title()));
    paragraph(standing(diagnosis));
    paragraph(plain(diagnosis.summary()));
    if (reader == Reader.ENGINEER) {
      proof(diagnosis);
    }
    steps(diagnosis, "fix", "manual");
    contents.verified(diagnosis.verified()).ifPresent(text -> paragraph(plain(text)));
    if (!diagnosis.risk().isBlank()) {
      paragraph("**" + messages.text("remedy.risk") + "** " + plain(diagnosis.risk()));
    }
    steps(diagnosis, "persist", "verify", "undo");
    if (reader == Reader.ENGINEER) {
      weighing(diagnosis);
    }
  }

  private String standing(Diagnosis diagnosis) {
    String where =
        diagnosis.nodes().isEmpty()
            ? messages.text("diagnosis.cluster")
            : messages.text("diagnosis.on") + " " + nodes(diagnosis);
    String severity = messages.name("severity", diagnosis.severity().text());
    String confidence = messages.name("confidence", diagnosis.confidence().word());
    String id = reader == Reader.ENGINEER ? " · " + code(diagnosis.id()) : "";
    return "**" + severity + "** · " + confidence + " · " + where + id;
  }

  private static String nodes(Diagnosis diagnosis) {
    return diagnosis.nodes().stream().map(MarkdownText::plain).collect(Collectors.joining(", "));
  }

  private void proof(Diagnosis diagnosis) {
    for (Evidence by : diagnosis.evidence().stream().limit(1).toList()) {
      heading(3, messages.text("diagnosis.proof." + diagnosis.confidence().word()));
      paragraph(code(place(by)));
      out.append('\n').append(block("", by.text()));
    }
  }

  private static String place(Evidence by) {
    return by.node() + "/" + by.file() + ":" + by.line();
  }

  private void steps(Diagnosis diagnosis, String... kinds) {
    for (String kind : kinds) {
      List<RemedyStep> steps = contents.steps(diagnosis.remedy(), kind);
      if (!steps.isEmpty()) {
        heading(3, messages.text("remedy." + kind));
        steps(steps);
      }
    }
  }

  private void steps(List<RemedyStep> steps) {
    for (StepBlock step : contents.blocks(steps)) {
      if (!step.node().isEmpty() && step.moved()) {
        paragraph(messages.text("diagnosis.on") + " **" + plain(step.node()) + "**");
      }
      if (!step.commands().isEmpty()) {
        out.append('\n').append(block("sh", String.join("\n", step.commands())));
      }
      paragraph(plain(step.note()));
    }
  }

  private void weighing(Diagnosis diagnosis) {
    list(messages.text("diagnosis.for"), diagnosis.speaksFor());
    list(messages.text("diagnosis.against"), diagnosis.speaksAgainst());
    list(messages.text("diagnosis.ruledOut"), contents.ruledOut(diagnosis));
    list(messages.text("diagnosis.explains", diagnosis.explains().size()), diagnosis.explains());
    list(
        messages.text("diagnosis.contradicts", diagnosis.contradicts().size()),
        diagnosis.contradicts());
    for (Alternative alternative : diagnosis.alternatives()) {
      heading(3, plain(messages.text("remedy.alternative", alternative.title())));
      paragraph(plain(alternative.when()));
      contents.verified(alternative.verified()).ifPresent(text -> paragraph(plain(text)));
      steps(alternative.steps());
    }
  }

  private void others(List<Diagnosis> causes) {
    List<Diagnosis> others =
        page.report().diagnoses().stream().filter(each -> !causes.contains(each)).toList();
    if (!others.isEmpty()) {
      heading(2, messages.text("findings.title." + page.report().verdict().word()));
      out.append('\n');
      for (Diagnosis other : others) {
        String proof =
            other.evidence().stream()
                .limit(1)
                .map(by -> ": " + code(place(by)))
                .collect(Collectors.joining());
        out.append("- ").append(standing(other)).append("  \n  ");
        out.append(plain(other.title())).append(proof).append('\n');
      }
    }
  }

  private void unexplained() {
    List<ProbeOutcome> left = contents.getUnexplained();
    if (!left.isEmpty()) {
      list(
          messages.text("unexplained.title", left.size()),
          left.stream().map(ProbeOutcome::id).toList());
    }
  }

  private void asks() {
    if (reader == Reader.ENGINEER) {
      list(messages.text("ask.title"), contents.getAsks());
    } else {
      list(messages.text("ask.title.customer"), contents.asksOfTheCustomer());
    }
    for (Question question : contents.getQuestions()) {
      paragraph(
          plain(
              question.nodes().isEmpty()
                  ? messages.text("ask.block.cluster")
                  : messages.text("ask.block", String.join(", ", question.nodes()))));
      out.append('\n').append(block("sh", question.block()));
    }
  }

  private void list(String title, List<String> items) {
    if (items.isEmpty()) {
      return;
    }
    heading(3, plain(title));
    out.append('\n');
    items.stream()
        .limit(MOST_LISTED)
        .forEach(item -> out.append("- ").append(plain(item)).append('\n'));
    if (items.size() > MOST_LISTED) {
      out.append("- ").append(messages.text("more", items.size() - MOST_LISTED)).append('\n');
    }
  }

  private void heading(int level, String text) {
    out.append('\n').append("#".repeat(level)).append(' ').append(text).append('\n');
  }

  private void paragraph(String text) {
    if (!text.isBlank()) {
      out.append('\n').append(text).append('\n');
    }
  }
}
