package io.coldtrace.analyzer.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page (man(7)) of a command and all its subcommands, from what picocli knows of them. */
final class ManPage {
  private final StringBuilder out = new StringBuilder();

  private ManPage() {}

  /** The whole page, with a line feed at its end. */
  static String of(CommandSpec command) {
    ManPage page = new ManPage();
    String name = command.name();
    page.line(".TH " + name.toUpperCase(Locale.ROOT) + " 1 \"\" \"" + command.version()[0] + "\"");
    page.section("NAME");
    page.text(name + " - " + joined(command.usageMessage().description()));
    page.section("SYNOPSIS");
    command.subcommands().values().forEach(each -> page.synopsis(each.getCommandSpec()));
    page.section("COMMANDS");
    command.subcommands().values().forEach(each -> page.command(each.getCommandSpec()));
    page.section("EXIT STATUS");
    page.text(joined(command.usageMessage().footer()).replaceFirst("^Exit status: *", ""));
    return page.out.toString();
  }

  private void synopsis(CommandSpec command) {
    if (!command.usageMessage().hidden()) {
      line(".br");
      Help.ColorScheme plain = Help.defaultColorScheme(Help.Ansi.OFF);
      text(new Help(command, plain).abbreviatedSynopsis().strip());
    }
  }

  private void command(CommandSpec command) {
    if (command.usageMessage().hidden()) {
      return;
    }
    line(".SS " + escaped(command.qualifiedName()));
    text(joined(command.usageMessage().description()));
    for (PositionalParamSpec input : command.positionalParameters()) {
      item(input.paramLabel(), joined(input.description()));
    }
    for (OptionSpec option : command.options()) {
      if (!option.hidden()) {
        item(
            names(option), joined(option.description()).replace("${DEFAULT-VALUE}", value(option)));
      }
    }
    command.subcommands().values().forEach(each -> command(each.getCommandSpec()));
  }

  private static String names(OptionSpec option) {
    String label = option.arity().max() > 0 ? " " + option.paramLabel() : "";
    return Arrays.stream(option.names()).collect(Collectors.joining(", ")) + label;
  }

  private static String value(OptionSpec option) {
    return option.defaultValue() == null ? "" : option.defaultValue();
  }

  private void item(String term, String text) {
    line(".TP");
    line(".B " + escaped(term));
    text(text);
  }

  private void section(String title) {
    line(".SH " + title);
  }

  private void text(String text) {
    line(escaped(text));
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private static String joined(String... lines) {
    return String.join(" ", lines).strip();
  }

  /**
   * A line that begins with a dot or an apostrophe would be a request; a hyphen is to be copied.
   */
  private static String escaped(String text) {
    String plain = text.replace("\\", "\\e").replace("-", "\\-");
    return plain.startsWith(".") || plain.startsWith("'") ? "\\&" + plain : plain;
  }
}
