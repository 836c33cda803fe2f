package io.coldtrace.analyzer.loose;

import io.coldtrace.parsers.kind.KindDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A text that may hold several outputs one after another, as people paste them, taken apart.
 *
 * <pre>
 * [root@node1 ~]# ip route
 * default via 10.0.0.1 dev eth0
 * [root@node1 ~]# sysctl net.ipv4.ip_forward
 * net.ipv4.ip_forward = 0
 * </pre>
 */
final class PastedText {
  /** Each section is read with the lines before it blank: so many lines in all, then no more. */
  private static final long MOST_LINES_READ = 50_000_000;

  /** Head lines are looked for in so many lines. */
  private static final int MOST_LINES_SOUGHT = 50_000;

  private final List<String> lines;
  private final List<Section> sections = new ArrayList<>();
  private int first = 1;
  private int content = 1;
  private Optional<String> kind = Optional.empty();
  private Optional<String> node = Optional.empty();
  private boolean elsewhere;

  /** What the lines of the section so far look like, once that was asked. */
  private Optional<String> looksLike = Optional.empty();

  /**
   * An interactive shell in a pod: what follows its prompts is the pod's, until a host's prompt.
   */
  private boolean inPod;

  private PastedText(List<String> lines) {
    this.lines = lines;
  }

  /** The sections of a text, which together are all of its lines. */
  static List<Section> sections(List<String> lines) {
    return new PastedText(lines).split();
  }

  private List<Section> split() {
    long read = 0;
    for (int number = 1; number <= lines.size() && read < MOST_LINES_READ; number++) {
      Optional<Separator> separator = Separator.of(lines.get(number - 1));
      if (separator.isPresent()) {
        read += number;
        close(number - 1);
        open(number, separator.get());
      } else if (kind.isEmpty() && startsAnother(number)) {
        read += number;
        close(number - 1);
        content = number;
      }
    }
    close(lines.size());
    return sections.isEmpty() ? List.of(Section.whole(lines.size())) : List.copyOf(sections);
  }

  private void open(int number, Separator separator) {
    if (separator.prompt()) {
      boolean named = separator.node().isPresent();
      inPod = !named && (inPod || opensShell(lines.get(number - 1)));
    }
    kind = separator.kind();
    node = separator.node().or(() -> node);
    elsewhere = separator.elsewhere() || inPod;
    content = number + 1 + continued(number);
  }

  private static boolean opensShell(String line) {
    return line.matches(".*\\bexec\\b.*\\s(?:/bin/)?(?:ba|a)?sh\\s*");
  }

  /** How many lines a command goes on for: a backslash at the end continues it. */
  private int continued(int number) {
    int more = 0;
    while (number + more < lines.size() && lines.get(number + more - 1).endsWith("\\")) {
      more++;
    }
    return more;
  }

  /** Ends the section; one without content is the beginning of the next. */
  private void close(int last) {
    boolean blank = true;
    for (int number = content; number <= last && blank; number++) {
      blank = lines.get(number - 1).isBlank();
    }
    if (!blank || (last == lines.size() && last >= first)) {
      int begin = Math.min(content, last + 1);
      sections.add(new Section(first, begin, last, kind, node, elsewhere));
      first = last + 1;
      kind = Optional.empty();
      looksLike = Optional.empty();
    }
  }

  /** Without a prompt: a head line of one tool among the lines of another. */
  private boolean startsAnother(int number) {
    Set<String> heads =
        number > MOST_LINES_SOUGHT ? Set.of() : KindDetector.headsOf(lines.get(number - 1));
    if (heads.isEmpty() || number == content) {
      return false;
    }
    if (looksLike.isEmpty()) {
      looksLike = KindDetector.kindOf(lines.subList(content - 1, number - 1));
    }
    List<String> next = lines.subList(number - 1, Math.min(lines.size(), number + 6));
    return looksLike
        .filter(was -> !heads.contains(was) && KindDetector.changes(was, next))
        .isPresent();
  }
}
