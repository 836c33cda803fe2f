package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeDetail;
import io.coldtrace.facts.kubernetes.KubeEvent;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Ignored;
import io.coldtrace.parsers.LineLedger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads {@code kubectl describe}, of one object or of several.
 *
 * <pre>
 * Name:         coredns-5d78c9869d-abcde
 * Namespace:    kube-system
 * Containers:
 *   coredns:
 *     Last State:     Terminated
 *       Reason:       OOMKilled
 * Events:
 *   Type     Reason   Age                From     Message
 *   Warning  BackOff  2m (x51 over 12m)  kubelet  Back-off restarting failed container
 * </pre>
 *
 * Format: kubectl's {@code pkg/describe}.
 */
public final class KubectlDescribeFileParser implements FileParser {
  /** A title may hold blanks; a resource's quantity or a taint stands alone. */
  private static final Pattern TITLED =
      Pattern.compile("(?<title>[A-Za-z0-9][\\w ().,/*-]*?|[\\w./-]+):(?:\\s+(?<value>.*))?");

  private static final Pattern EVENT =
      Pattern.compile(
          "(?<type>Normal|Warning)\\s+(?<reason>\\w+)\\s+(?<age>\\S+(?: \\(x(?<count>[0-9]+) over"
              + " \\S+\\))?|<unknown>)\\s+(?<from>\\S+(?:, \\S+)?)\\s+(?<message>.*)");

  /** Heads of the tables inside, and the rules below them. */
  private static final Pattern HEAD =
      Pattern.compile(
          "(?:Type\\s+(?:Status\\s+LastHeartbeatTime|Reason\\s+Age|Status$)|FirstSeen\\s+LastSeen"
              + "|Namespace\\s+Name\\s+CPU|Resource\\s+Requests|Name\\s+(?:Port|Data|Type|Mountable)).*"
              + "|[\\s-]*--[\\s-]*|={3,}|-{2,}");

  private record Title(int indent, String text) {}

  private static final class Reading {
    final CapturedText text;
    final LineLedger ledger;
    final Deque<Title> titles = new ArrayDeque<>();
    String namespace = "";
    String name = "";
    String kind = "";

    Reading(CapturedText text, LineLedger ledger) {
      this.text = text;
      this.ledger = ledger;
    }
  }

  @Override
  public String kind() {
    return "kubectl-describe";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    Reading reading = new Reading(text, ledger);
    for (int number = 1; number <= text.lines().size(); number++) {
      String line = text.line(number).replace("\t", "  ");
      String words = line.strip();
      if (words.isEmpty()) {
        ledger.ignored(number, Ignored.BLANK);
      } else if (HEAD.matcher(words).matches()) {
        ledger.ignored(number, Ignored.HEADING);
      } else {
        read(reading, number, line.indexOf(words.charAt(0)), words);
      }
    }
  }

  private static void read(Reading reading, int number, int indent, String words) {
    while (!reading.titles.isEmpty() && reading.titles.peek().indent() >= indent) {
      reading.titles.pop();
    }
    Matcher event = EVENT.matcher(words);
    Matcher titled = TITLED.matcher(words);
    boolean section = indent == 0 && words.matches("(?:Binary)?Data");
    boolean endsData = indent == 0 && words.matches("(?:Events|BinaryData):?(?:\\s.*)?");
    if (section || endsData) {
      reading.titles.clear();
    }
    if (section) {
      reading.titles.push(new Title(-1, words));
      reading.ledger.ignored(number, Ignored.HEADING);
    } else if (event.matches() && isUnder(reading, "Events")) {
      reading.ledger.fact(event(reading, number, event));
    } else if (titled.matches() && (!isUnder(reading, "Data") || isKey(reading, number))) {
      String value = titled.group("value") == null ? "" : titled.group("value").strip();
      about(reading, indent, titled.group("title"), value);
      reading.titles.push(new Title(indent, titled.group("title")));
      reading.ledger.fact(detail(reading, number, value));
    } else if (indent > 0 && !reading.titles.isEmpty()) {
      // A further value, a row of a table, or text of a ConfigMap.
      reading.ledger.fact(detail(reading, number, words));
    } else if (isUnder(reading, "Data")) {
      reading.ledger.fact(detail(reading, number, words));
    }
  }

  /** In a ConfigMap a key is underlined. */
  private static boolean isKey(Reading reading, int number) {
    return number < reading.text.lines().size()
        && reading.text.line(number + 1).matches("-{2,}\\s*");
  }

  private static boolean isUnder(Reading reading, String title) {
    return !reading.titles.isEmpty() && reading.titles.peekLast().text().equals(title);
  }

  private static void about(Reading reading, int indent, String title, String value) {
    if (indent > 0) {
      return;
    }
    if (title.equals("Name")) {
      reading.name = value;
      reading.namespace = "";
    } else if (title.equals("Namespace")) {
      reading.namespace = value;
    } else if (title.equals("PodCIDR") || title.equals("System Info")) {
      reading.kind = "Node";
    } else if (title.equals("Containers")) {
      reading.kind = "Pod";
    }
  }

  private static KubeDetail detail(Reading reading, int number, String value) {
    List<String> path = new ArrayList<>();
    reading.titles.forEach(title -> path.add(title.text()));
    Collections.reverse(path);
    return new KubeDetail(
        reading.text.at(number), reading.namespace, reading.name, String.join(".", path), value);
  }

  private static KubeEvent event(Reading reading, int number, Matcher event) {
    String count = event.group("count");
    return EventReader.event(
        reading.text.at(number),
        reading.namespace,
        reading.kind + "/" + reading.name,
        event.group("type"),
        event.group("reason"),
        event.group("message"),
        count == null || count.length() > 9 ? 1 : Integer.parseInt(count),
        0);
  }
}
