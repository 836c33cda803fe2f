package io.coldtrace.report;

import java.util.List;

/**
 * What a fix does to the model besides mending what it is for.
 *
 * @param diagnosis the place of the diagnosis in the report, from 0
 * @param breaks ids of probes that the model delivered and loses with it
 * @param flows how many flows were walked that nobody probed
 * @param mends how many of these it mends
 * @param breaksFlows which of these it breaks
 */
public record Effect(
    int diagnosis, List<String> breaks, int flows, int mends, List<String> breaksFlows) {
  public Effect {
    breaks = List.copyOf(breaks);
    breaksFlows = List.copyOf(breaksFlows);
  }
}
