package io.coldtrace.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.Severity;
import java.util.List;
import java.util.Optional;

/**
 * A cause (or a risk), what proves it and what to do; a finding of a rule, weighed against the
 * probes.
 *
 * @param id of the rule: {@code ip-forward-disabled}
 * @param summary one or two sentences: what is, and what it breaks
 * @param nodes the culprits; empty for the cluster as a whole
 * @param evidence the first item proves the cause
 * @param explains ids of failed probes that it accounts for
 * @param contradicts ids of probes that speak against it
 * @param under ids of more general findings that this one explains
 * @param remedy in the order in which to run it
 * @param verified the remedy applied to the model, the probes walked again; empty if that was not
 *     done
 * @param why why it matters; may be empty
 * @param speaksFor texts; {@code for} in JSON
 * @param speaksAgainst texts; {@code against} in JSON
 * @param risk what the fix may do to traffic; may be empty
 */
public record Diagnosis(
    String id,
    Severity severity,
    Confidence confidence,
    String title,
    String summary,
    List<String> nodes,
    List<Evidence> evidence,
    List<String> explains,
    List<String> contradicts,
    List<String> under,
    List<RemedyStep> remedy,
    List<Alternative> alternatives,
    Optional<Verification> verified,
    String why,
    @JsonProperty("for") List<String> speaksFor,
    @JsonProperty("against") List<String> speaksAgainst,
    String risk) {
  public Diagnosis {
    nodes = List.copyOf(nodes);
    evidence = List.copyOf(evidence);
    explains = List.copyOf(explains);
    contradicts = List.copyOf(contradicts);
    under = List.copyOf(under);
    remedy = List.copyOf(remedy);
    alternatives = List.copyOf(alternatives);
    speaksFor = List.copyOf(speaksFor);
    speaksAgainst = List.copyOf(speaksAgainst);
  }
}
