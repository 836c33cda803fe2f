package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A command of the collector and the file that holds its output: a line of {@code manifest.tsv}.
 *
 * @param file under the node's folder; {@code -} if nothing was written
 * @param argv the command as typed
 * @param exit its exit status; -1 if it did not run
 * @param start epoch seconds
 * @param duration seconds
 * @param state {@code -}, {@code cut}, {@code timeout}, {@code missing} or {@code skipped:WHY};
 *     {@code lost} if the manifest lists it and the archive does not hold it
 * @param sha256 {@code -} if unknown
 * @param stderr the file of its standard error, {@code -} if none
 */
public record CapturedFile(
    Source source,
    String file,
    String kind,
    String argv,
    int exit,
    double start,
    double duration,
    long bytes,
    String state,
    String sha256,
    String stderr)
    implements Fact {
  /** The same file in another state. */
  public CapturedFile withState(String newState) {
    return new CapturedFile(
        source, file, kind, argv, exit, start, duration, bytes, newState, sha256, stderr);
  }
}
