package io.coldtrace.parsers.iptables;

import io.coldtrace.parsers.iptables.IptablesSaveParser.AppendLineContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.ArgumentContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.OldNegationContext;
import io.coldtrace.parsers.iptables.IptablesSaveParser.PlainOptionContext;
import java.util.List;

/** Reads the options of an append line. */
final class IptablesSaveVisitor extends IptablesSaveParserBaseVisitor<WrittenOption> {
  List<WrittenOption> options(AppendLineContext line) {
    return line.option().stream().map(this::visit).toList();
  }

  @Override
  public WrittenOption visitPlainOption(PlainOptionContext option) {
    return new WrittenOption(
        option.FLAG().getText(), option.BANG() != null, texts(option.argument()));
  }

  @Override
  public WrittenOption visitOldNegation(OldNegationContext option) {
    return new WrittenOption(option.FLAG().getText(), true, texts(option.argument()));
  }

  static List<String> texts(List<ArgumentContext> arguments) {
    return arguments.stream().map(IptablesSaveVisitor::text).toList();
  }

  /** The word without its quotes; inside them a backslash makes the next character plain. */
  static String text(ArgumentContext argument) {
    String written = argument.getText();
    if (written.indexOf('"') < 0) {
      return written;
    }
    StringBuilder text = new StringBuilder(written.length());
    boolean quoted = false;
    for (int i = 0; i < written.length(); i++) {
      char c = written.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else {
        text.append(quoted && c == '\\' ? written.charAt(++i) : c);
      }
    }
    return text.toString();
  }
}
