package io.coldtrace.report;

import java.util.List;

/**
 * What was read, and what could not be.
 *
 * @param files captured files
 * @param lines of all of them
 * @param captures the archives, by node
 * @param unrecognized lines whose meaning is not known
 */
public record Input(
    long files,
    long lines,
    List<Evidence> unrecognized,
    List<MissingInput> missing,
    List<Capture> captures) {
  public Input {
    unrecognized = List.copyOf(unrecognized);
    missing = List.copyOf(missing);
    captures = List.copyOf(captures);
  }
}
