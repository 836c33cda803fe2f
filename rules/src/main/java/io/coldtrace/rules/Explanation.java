package io.coldtrace.rules;

import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Why a rule fires or not.
 *
 * @param range what it ranges over, as the rule says it: {@code Sysctl as s}; {@code cluster}
 * @param missing what it needs and does not have, by node; then it does not judge there
 * @param leftOut how many facts of the type {@code where} leaves out
 * @param judged each fact that it judged, or the cluster
 */
public record Explanation(
    String range, List<NotEvaluated> missing, int leftOut, List<Judged> judged) {

  /**
   * A fact that was judged.
   *
   * @param fact in words; empty for the cluster
   * @param source where it stands; {@link Source#NONE} for the cluster
   */
  public record Judged(String fact, Source source, boolean fires, List<Part> parts) {}

  /**
   * An expression within the condition, and its value.
   *
   * @param depth how deep it stands in it
   */
  public record Part(int depth, String code, String value) {}
}
