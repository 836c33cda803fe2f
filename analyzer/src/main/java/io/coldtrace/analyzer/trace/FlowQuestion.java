package io.coldtrace.analyzer.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A flow that somebody asks for: a line of the file of {@code coldtrace trace --flows}.
 *
 * @param from {@code node NAME}, {@code pod NAMESPACE/NAME} or an address
 * @param to these or {@code svc NAMESPACE/NAME}
 * @param protocol {@code icmp}, {@code tcp} or {@code udp}
 * @param port the destination port; -1 for ICMP
 * @param size bytes of payload
 * @param unfragmented whether its packets must not be fragmented
 */
public record FlowQuestion(
    String id, String from, String to, String protocol, int port, int size, boolean unfragmented) {
  private static final Set<String> PROTOCOLS = Set.of("icmp", "tcp", "udp");
  private static final int DEFAULT_SIZE = 64;

  /**
   * Reads tab-separated lines: id, from, to, protocol, port or {@code -}, and where given the size
   * and {@code df} or {@code -}. Empty lines and comments ({@code #}) are skipped.
   *
   * @throws IllegalArgumentException with the number of a line that is none of these
   */
  public static List<FlowQuestion> read(List<String> lines) {
    List<FlowQuestion> questions = new ArrayList<>();
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (!line.isBlank() && !line.startsWith("#")) {
        questions.add(question(line.split("\t", -1), number));
      }
    }
    return questions;
  }

  private static FlowQuestion question(String[] words, int number) {
    boolean sized = words.length <= 5 || words[5].matches("[0-9]{1,5}");
    if (words.length < 5 || !PROTOCOLS.contains(words[3]) || !sized) {
      throw new IllegalArgumentException(
          "line " + number + ": not id, from, to, protocol, port between tabs");
    }
    boolean port = words[4].matches("[0-9]{1,5}");
    if (!port && !(words[4].equals("-") && words[3].equals("icmp"))) {
      throw new IllegalArgumentException("line " + number + ": no port: " + words[4]);
    }
    return new FlowQuestion(
        words[0],
        words[1],
        words[2],
        words[3],
        port ? Integer.parseInt(words[4]) : -1,
        words.length > 5 ? Integer.parseInt(words[5]) : DEFAULT_SIZE,
        words.length > 6 && words[6].equals("df"));
  }
}
