package io.coldtrace.report;

import java.util.List;
import java.util.Optional;

/**
 * The files that may set a kernel parameter, in the order in which they are read.
 *
 * @param diagnosis the place of the diagnosis in the report, from 0
 * @param reader {@code boot} or {@code system} ({@code sysctl --system})
 * @param running its value now
 */
public record LoadChain(
    int diagnosis, String node, String key, String reader, String running, List<Rung> rungs) {
  public LoadChain {
    rungs = List.copyOf(rungs);
  }

  /** Whether any file sets it. */
  public boolean isSet() {
    return rungs.stream().anyMatch(rung -> rung.by().isPresent());
  }

  /**
   * A file of the chain.
   *
   * @param path on the node
   * @param by the assignment; empty if the file does not set the parameter
   * @param value that it sets
   * @param wins the last that sets it
   */
  public record Rung(String path, Optional<Evidence> by, String value, boolean wins) {}
}
