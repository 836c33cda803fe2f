package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * What the model says of a probe once captures and other probes have disproved what its walk takes
 * for granted; the probe's own result has no say.
 *
 * @param source the line that decided; {@link Source#NONE} if it passes
 * @param probe its id
 * @param verdict as of {@link Walk}
 */
public record ProbePrediction(Source source, String probe, String verdict) implements Fact {
  /** It passes. */
  public boolean passes() {
    return verdict.equals("delivered");
  }

  /** It fails, whatever chance picks. */
  public boolean fails() {
    return verdict.equals("dropped") || verdict.equals("rejected");
  }
}
