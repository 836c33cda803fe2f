package io.coldtrace.analyzer.cli;

import io.coldtrace.report.BilingualPage;
import io.coldtrace.report.HtmlReport;
import io.coldtrace.report.JsonReport;
import io.coldtrace.report.JunitReport;
import io.coldtrace.report.MarkdownReport;
import io.coldtrace.report.SarifReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** The forms in which a report is written, each a file that an option names. */
final class ReportFiles {
  @Option(
      names = "--output",
      paramLabel = "FILE.html",
      defaultValue = "coldtrace-report.html",
      description = "Where the report goes (default: ${DEFAULT-VALUE}).")
  private Path output;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the report as JSON too.")
  private Optional<Path> json;

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "And as Markdown for a ticket: what an engineer wants to know.")
  private Optional<Path> markdown;

  @Option(
      names = "--markdown-customer",
      paramLabel = "FILE",
      description = "And for the customer: what is wrong, what to run, what it does.")
  private Optional<Path> markdownCustomer;

  @Option(
      names = "--sarif",
      paramLabel = "FILE",
      description = "And as SARIF: the findings, each at its line.")
  private Optional<Path> sarif;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "And as JUnit XML: a case for each rule and each probe.")
  private Optional<Path> junit;

  /** The file of the page itself. */
  Path output() {
    return output;
  }

  /** Every file that will be written. */
  Stream<Path> all() {
    return Stream.concat(
        Stream.of(output),
        Stream.of(json, markdown, markdownCustomer, sarif, junit).flatMap(Optional::stream));
  }

  void write(BilingualPage page) throws IOException {
    write(Optional.of(output), HtmlReport.render(page));
    write(json, JsonReport.render(page.report()));
    write(markdown, MarkdownReport.render(page.shown(), MarkdownReport.Reader.ENGINEER));
    write(markdownCustomer, MarkdownReport.render(page.shown(), MarkdownReport.Reader.CUSTOMER));
    write(sarif, SarifReport.render(page.shown()));
    write(junit, JunitReport.render(page.shown()));
  }

  private static void write(Optional<Path> file, String text) throws IOException {
    if (file.isPresent()) {
      Files.writeString(file.get(), text);
    }
  }
}
