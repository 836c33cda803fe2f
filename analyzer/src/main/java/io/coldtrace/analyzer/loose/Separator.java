package io.coldtrace.analyzer.loose;

import io.coldtrace.parsers.kind.PathKinds;
import io.coldtrace.parsers.kind.TypedCommand;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of a pasted text between two outputs: a prompt with the command that was typed, {@code ==>
 * file <==}, {@code + command}, a heading, a fence of Markdown.
 *
 * @param kind of what follows, where the line says it
 * @param node that what follows was printed on, where the line says it
 * @param elsewhere whether what follows was printed in a pod or another network namespace
 * @param prompt whether a shell printed the line
 */
record Separator(Optional<String> kind, Optional<String> node, boolean elsewhere, boolean prompt) {
  private static final int LONGEST = 2000;

  /** {@code (?<node>)} is the host's name; {@code (?<command>)} what was typed. */
  private static final List<Pattern> PROMPTS =
      List.of(
          // [root@node1 ~]# command
          Pattern.compile(
              "(?:\\([\\w.-]+\\) ?)?\\[(?:[\\w.-]+@)?(?<node>[A-Za-z0-9][\\w.-]*)[ :][^\\]]*\\]"
                  + " ?[#$%](?<command>.*)"),
          // root@node1:~# command, root@node1 ~ # command
          Pattern.compile(
              "(?:\\([\\w.-]+\\) ?)?[a-z_][\\w.-]*@(?<node>[A-Za-z0-9][\\w.-]*)(?::|"
                  + " )?(?:[~/]\\S*)? ?[#$%](?<command>(?: .*)?)"),
          // node1:~ # command, node1:/root$ command
          Pattern.compile(
              "(?<node>[A-Za-z0-9][\\w.-]*):(?:~|/)[\\w./-]* ?[#$>](?<command>(?: .*)?)"),
          // node1# command: the name has to look like one of a host
          Pattern.compile("(?<node>[A-Za-z][\\w.-]*[0-9])[#$](?<command>(?: .*)?)"));

  /** Prompts of shells that do not say where they are. */
  private static final List<Pattern> NAMELESS =
      List.of(
          Pattern.compile("(?:~|/[\\w./-]*) ?[#$](?<command>(?: .*)?)"),
          Pattern.compile("(?:ba|da|z|k)?sh-[0-9.]+[#$](?<command>(?: .*)?)"),
          Pattern.compile("[➜❯»] +(?:\\S+ +)??(?<command>\\S.*)"));

  /** A mark before a command; a command that is known has to follow. */
  private static final Pattern MARKED =
      Pattern.compile(
          "(?:[$#%>]|\\++|\\$\\$|>>>|\\*{3,}|CMD:|Command:|COMMAND:|命令[:：])\\s?(?<command>\\S.*)");

  private static final Pattern FILE_HEAD = Pattern.compile("==> (?<path>.+) <==");

  private static final Pattern TITLE =
      Pattern.compile("(?<mark>[=*#-])\\k<mark>{2,} ?(?<title>[^=*#\\s-].*?)? ?[=*#:-]*\\s*");

  /** ansible -m shell: node1 | CHANGED | rc=0 &gt;&gt; */
  private static final Pattern ANSIBLE =
      Pattern.compile(
          "(?<node>[A-Za-z0-9][\\w.-]*) \\| (?:CHANGED|SUCCESS|FAILED!?|UNREACHABLE!?)\\b.*");

  private static final Pattern FENCE = Pattern.compile("(?:```|~~~)[\\w-]*");

  private static final Pattern ADDRESS = Pattern.compile("(?:[0-9]{1,3}\\.){3}[0-9]{1,3}");

  /** A pod of a Deployment: its name ends with two hashes. */
  private static final Pattern POD = Pattern.compile(".*-[a-z0-9]{8,10}-[a-z0-9]{5}");

  /** What the line separates; empty if it is a line of an output. */
  static Optional<Separator> of(String raw) {
    if (raw.length() > LONGEST || raw.isBlank()) {
      return Optional.empty();
    }
    String line = raw.strip();
    if (beginsLikeNone(line)) {
      return Optional.empty();
    }
    return prompt(line)
        .or(() -> marked(line))
        .or(() -> fileHead(line))
        .or(() -> ansible(line))
        .or(() -> title(line))
        .or(() -> fence(line));
  }

  /** What long listings are full of: most of their lines need no closer look. */
  private static boolean beginsLikeNone(String line) {
    return switch (line.charAt(0)) {
      case ':' -> true;
      case '-' -> !line.startsWith("---");
      case '[' -> !isBracketPrompt(line);
      default -> false;
    };
  }

  /** Behind the first bracket that closes stands the mark of a prompt. */
  private static boolean isBracketPrompt(String line) {
    int close = line.indexOf(']');
    int mark = line.startsWith("] ", close) ? close + 2 : close + 1;
    return close > 0 && mark < line.length() && "#$%".indexOf(line.charAt(mark)) >= 0;
  }

  private static Optional<Separator> prompt(String line) {
    for (Pattern pattern : PROMPTS) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        String host = matcher.group("node");
        boolean pod = POD.matcher(host).matches();
        return Optional.of(
            typed(matcher.group("command"), pod ? Optional.empty() : Optional.of(host), pod));
      }
    }
    for (Pattern pattern : NAMELESS) {
      Matcher matcher = pattern.matcher(line);
      if (matcher.matches()) {
        return Optional.of(typed(matcher.group("command"), Optional.empty(), false));
      }
    }
    return Optional.empty();
  }

  private static Separator typed(String text, Optional<String> host, boolean pod) {
    TypedCommand command = TypedCommand.of(text);
    return new Separator(
        command.kind(), command.node().or(() -> host), pod || command.elsewhere(), true);
  }

  private static Optional<Separator> marked(String line) {
    Matcher matcher = MARKED.matcher(line);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Separator separator = typed(matcher.group("command"), Optional.empty(), false);
    return separator.kind().isPresent() ? Optional.of(separator) : Optional.empty();
  }

  private static Optional<Separator> fileHead(String line) {
    Matcher matcher = FILE_HEAD.matcher(line);
    return matcher.matches()
        ? Optional.of(heading(PathKinds.kindOf(matcher.group("path")), Optional.empty()))
        : Optional.empty();
  }

  private static Optional<Separator> ansible(String line) {
    Matcher matcher = ANSIBLE.matcher(line);
    return matcher.matches()
        ? Optional.of(heading(Optional.empty(), Optional.of(matcher.group("node"))))
        : Optional.empty();
  }

  /** A heading that names a command, a file or an address; others may be a line of an output. */
  private static Optional<Separator> title(String line) {
    Matcher matcher = TITLE.matcher(line);
    if (!matcher.matches() || matcher.group("title") == null) {
      return Optional.empty();
    }
    String title = matcher.group("title");
    Optional<String> kind = TypedCommand.of(title).kind().or(() -> PathKinds.byTable(title));
    Optional<String> node =
        ADDRESS.matcher(title).matches() ? Optional.of(title) : Optional.empty();
    boolean framed = line.matches("={3,} ?\\S.*");
    return kind.isPresent() || node.isPresent() || framed
        ? Optional.of(heading(kind, node))
        : Optional.empty();
  }

  private static Optional<Separator> fence(String line) {
    return FENCE.matcher(line).matches()
        ? Optional.of(heading(Optional.empty(), Optional.empty()))
        : Optional.empty();
  }

  private static Separator heading(Optional<String> kind, Optional<String> node) {
    return new Separator(kind, node, false, false);
  }
}
