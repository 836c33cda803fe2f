package io.coldtrace.analyzer.archive;

import java.util.List;
import java.util.Optional;

/**
 * A file of a snapshot, as text.
 *
 * @param input the archive or folder that holds it, as given on the command line
 * @param node its top folder
 * @param path under that folder
 * @param bytes as stored, as many as were read
 * @param cut whether it is longer than the limit and was cut there
 * @param sha256 of the bytes as stored; only if the reader was asked for it
 */
public record Member(
    String input,
    String node,
    String path,
    List<String> lines,
    long bytes,
    boolean cut,
    Optional<String> sha256) {
  /** The same file with other lines. */
  public Member withLines(List<String> other) {
    return new Member(input, node, path, other, bytes, cut, Optional.empty());
  }

  /** The host that the file tells of, where the layout of the archive says so; else its node. */
  public String host() {
    return ForeignLayout.nodeOf(node, path);
  }

  /** The same file as one of another node. */
  Member under(String otherNode) {
    return new Member(input, otherNode, path, lines, bytes, cut, sha256);
  }
}
