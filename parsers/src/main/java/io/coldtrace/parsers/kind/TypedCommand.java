package io.coldtrace.parsers.kind;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as somebody typed it at a prompt, without what merely runs it: {@code sudo}, {@code ssh
 * node2}, {@code kubectl exec -it busybox --}.
 *
 * @param text the command itself, without its folder
 * @param node the host that it ran on, where {@code ssh} says it
 * @param elsewhere whether it ran in a pod, a container or another network namespace: what it says
 *     is not the node's own
 */
public record TypedCommand(String text, Optional<String> node, boolean elsewhere) {
  private static final List<Pattern> RUNNERS =
      List.of(
          Pattern.compile("sudo(?:\\s+-[A-Za-z]+)*?(?:\\s+-[ugh]\\s+\\S+)?\\s+"),
          Pattern.compile("(?:time|nohup|command|exec|env|nice|stdbuf\\s+-\\S+)\\s+"),
          Pattern.compile("[A-Za-z_]\\w*=\\S*\\s+"),
          Pattern.compile("timeout(?:\\s+-\\S+)*\\s+[0-9.]+[smh]?\\s+"),
          Pattern.compile("watch(?:\\s+-\\S+(?:\\s+[0-9.]+)?)*\\s+"),
          Pattern.compile("chroot\\s+\\S+\\s+"),
          Pattern.compile("(?:/usr)?(?:/local)?/s?bin/"));

  private static final Pattern SSH =
      Pattern.compile(
          "ssh(?:\\s+-[piloFJ]\\s+\\S+|\\s+-\\S+)*\\s+(?:\\w[\\w.-]*@)?(?<host>[A-Za-z0-9][\\w.-]*)\\s+['\"]?");

  private static final List<Pattern> ELSEWHERE =
      List.of(
          Pattern.compile(
              "(?:kubectl|oc|k3s kubectl|microk8s kubectl)\\s+(?:.*\\s)?exec\\s.*?\\s--\\s+"),
          Pattern.compile(
              "(?:kubectl|oc|k3s kubectl)\\s+(?:.*\\s)?exec(?:\\s+-n\\s+\\S+|\\s+-c\\s+\\S+|\\s+-\\S+)*\\s+\\S+(?:\\s+-\\S+)*\\s+"),
          Pattern.compile(
              "(?:docker|podman|nerdctl|crictl)\\s+(?:.*\\s)?exec(?:\\s+-\\S+)*\\s+\\S+\\s+"),
          Pattern.compile("nsenter(?:\\s+(?:-t|--target)[ =]?\\S+|\\s+-\\S+)*\\s+"),
          Pattern.compile("ip\\s+netns\\s+exec\\s+\\S+\\s+"));

  private static final Pattern SHELL = Pattern.compile("(?:ba|da|k|z)?sh\\s+-\\w*c\\s+(.*)");

  /** Takes off what runs the command. */
  public static TypedCommand of(String typed) {
    String text = typed.strip();
    Optional<String> node = Optional.empty();
    boolean elsewhere = false;
    for (boolean changed = true; changed; ) {
      String before = text;
      for (Pattern runner : RUNNERS) {
        text = without(runner, text);
      }
      Matcher ssh = SSH.matcher(text);
      if (ssh.lookingAt()) {
        node = Optional.of(ssh.group("host"));
        text = text.substring(ssh.end());
      }
      for (Pattern runner : ELSEWHERE) {
        String inner = without(runner, text);
        elsewhere |= !inner.equals(text);
        text = inner;
      }
      Matcher shell = SHELL.matcher(text);
      text = shell.matches() ? shell.group(1).replaceAll("^['\"]|['\"]$", "") : text;
      changed = !text.equals(before);
    }
    return new TypedCommand(text, node, elsewhere);
  }

  private static String without(Pattern runner, String text) {
    Matcher matcher = runner.matcher(text);
    return matcher.lookingAt() ? text.substring(matcher.end()) : text;
  }

  /** The kind of what it prints; empty if that is not known. */
  public Optional<String> kind() {
    return CommandKinds.kindOf(text);
  }
}
