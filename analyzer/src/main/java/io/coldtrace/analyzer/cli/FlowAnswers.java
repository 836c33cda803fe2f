package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.trace.Answer;
import io.coldtrace.analyzer.trace.Endpoints;
import io.coldtrace.analyzer.trace.FlowQuestion;
import io.coldtrace.analyzer.trace.UnknownEndException;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answers to many flows through one snapshot, in the order of the questions. */
final class FlowAnswers {
  private FlowAnswers() {}

  /**
   * As the contract has them.
   *
   * @param ways whether each has all its branches under {@code ways} as well
   */
  static List<Map<String, Object>> of(
      ModelInput model, List<FlowQuestion> questions, boolean ways) {
    Endpoints endpoints = model.endpoints();
    Map<String, Optional<Walker.Result>> results = new LinkedHashMap<>();
    Map<String, String> unknown = new LinkedHashMap<>();
    for (FlowQuestion question : questions) {
      try {
        Flow flow = endpoints.flow(question);
        results.put(question.id(), model.walk(flow));
        unknown.put(question.id(), "the node " + flow.fromNode() + " was not collected");
      } catch (UnknownEndException e) {
        results.put(question.id(), Optional.empty());
        unknown.put(question.id(), e.getMessage());
      }
    }
    var text = model.text(results.values().stream().flatMap(Optional::stream).toList());
    List<Map<String, Object>> answers = new ArrayList<>();
    results.forEach(
        (id, result) -> {
          Map<String, Object> answer =
              result
                  .map(found -> Answer.of(id, found, text))
                  .orElseGet(() -> Answer.unknown(id, unknown.get(id)));
          if (ways) {
            answer.put("ways", result.map(found -> Answer.ways(found, text)).orElse(List.of()));
          }
          answers.add(answer);
        });
    return answers;
  }
}
