package io.coldtrace.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A text with holes, each an expression:
 *
 * <pre>
 * ${s.source.node} ignores pings        $${ stands for ${ itself
 * </pre>
 *
 * <p>In a shell line each value is quoted where a shell could misread it, so a hole may not stand
 * inside quotes; a hole that is a call of {@code raw} puts in a piece of shell as it is.
 */
final class Template {
  private static final String RAW = "raw(";

  private final List<Object> parts = new ArrayList<>();
  private final boolean shell;

  private Template(boolean shell) {
    this.shell = shell;
  }

  static Template text(YamlText text, Locals locals) {
    return parse(text, locals, false);
  }

  static Template shell(YamlText text, Locals locals) {
    return parse(text, locals, true);
  }

  /** The expressions in its holes. */
  List<Expression> holes() {
    return parts.stream().filter(Expression.class::isInstance).map(Expression.class::cast).toList();
  }

  String render(Scope scope) {
    StringBuilder rendered = new StringBuilder();
    for (Object part : parts) {
      if (part instanceof Expression hole) {
        rendered.append(printer(hole).apply(hole.value(scope)));
      } else {
        rendered.append(part);
      }
    }
    return rendered.toString().strip();
  }

  private Function<Object, String> printer(Expression hole) {
    return shell && !hole.code().strip().startsWith(RAW) ? Printed::shellWords : Printed::text;
  }

  private static Template parse(YamlText yaml, Locals locals, boolean shell) {
    Template template = new Template(shell);
    String text = yaml.text();
    StringBuilder literal = new StringBuilder();
    char quote = 0;
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith("$${", at)) {
        literal.append("${");
        at += 3;
      } else if (text.startsWith("${", at)) {
        template.add(literal);
        if (shell && quote != 0) {
          report(yaml, at, "a hole inside quotes: values are quoted already");
        }
        at = template.hole(yaml, at + 2, locals);
      } else {
        quote = quoteAfter(quote, text, at);
        literal.append(text.charAt(at++));
      }
    }
    template.add(literal);
    return template;
  }

  /** Adds the hole whose expression begins here; returns where the text goes on. */
  private int hole(YamlText yaml, int from, Locals locals) {
    String text = yaml.text();
    int end = closing(text, from);
    if (end < 0) {
      report(yaml, from - 2, "a hole without its '}'");
      return text.length();
    }
    String code = text.substring(from, end);
    parts.add(new Expression(yaml, codePoints(text, from), code, locals, Wanted.TEXT));
    return end + 1;
  }

  private static void report(YamlText yaml, int at, String message) {
    yaml.file().report(yaml.issue(codePoints(yaml.text(), at), message));
  }

  private void add(StringBuilder literal) {
    if (!literal.isEmpty()) {
      parts.add(literal.toString());
      literal.setLength(0);
    }
  }

  private static int codePoints(String text, int index) {
    return text.codePointCount(0, index);
  }

  /** The quote that is open after a character of a shell line; 0 if none. */
  private static char quoteAfter(char quote, String text, int at) {
    char c = text.charAt(at);
    boolean escaped = quote != '\'' && at > 0 && text.charAt(at - 1) == '\\';
    if (escaped || (c != '\'' && c != '"')) {
      return quote;
    }
    if (quote == 0) {
      return c;
    }
    return quote == c ? 0 : quote;
  }

  /** Where the hole ends: the brace that closes it, outside of CEL's own braces and texts. */
  private static int closing(String text, int from) {
    int depth = 0;
    char quote = 0;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        if (c == '\\') {
          i++;
        } else if (c == quote) {
          quote = 0;
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && depth-- == 0) {
        return i;
      }
    }
    return -1;
  }
}
