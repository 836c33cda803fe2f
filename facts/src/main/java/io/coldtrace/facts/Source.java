package io.coldtrace.facts;

import java.util.Comparator;

/**
 * Where a fact stands: {@code node-2/sysctl-a.txt:412}.
 *
 * @param node the node as the snapshot names it; empty if it belongs to the cluster as a whole
 * @param file the captured file's path under the node's folder
 * @param line counts from 1; 0 names the file as a whole
 */
public record Source(String node, String file, int line) implements Comparable<Source> {
  private static final Comparator<Source> ORDER =
      Comparator.comparing(Source::node).thenComparing(Source::file).thenComparing(Source::line);

  /** Nothing was captured that says it. */
  public static final Source NONE = new Source("", "", 0);

  @Override
  public int compareTo(Source other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return node + "/" + file + ":" + line;
  }
}
