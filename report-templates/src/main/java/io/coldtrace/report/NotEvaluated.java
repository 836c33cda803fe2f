package io.coldtrace.report;

import java.util.List;

/**
 * A rule that could not be evaluated.
 *
 * @param missing what it would have needed
 */
public record NotEvaluated(String id, List<String> missing) {
  public NotEvaluated {
    missing = List.copyOf(missing);
  }
}
