package io.coldtrace.report;

import io.coldtrace.rules.RemedyStep;
import java.util.List;
import java.util.Optional;

/**
 * Another way to mend it.
 *
 * @param when when to prefer it
 * @param verified as of a diagnosis
 */
public record Alternative(
    String title, String when, List<RemedyStep> steps, Optional<Verification> verified) {
  public Alternative {
    steps = List.copyOf(steps);
  }
}
