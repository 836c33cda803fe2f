package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class QuestionsTest {
  @Test
  void whatIsOfNoNodeIsAskedOnEach() {
    List<Question> questions = questions("ip-addr", "fact KubePod", "node-2: ip-addr");
    assertEquals(
        List.of(List.of("node-1", "node-2", "node-3"), List.of()),
        questions.stream().map(Question::nodes).toList());
    assertTrue(questions.get(0).block().contains("'ip -d addr'"));
    assertTrue(questions.get(1).block().contains("'kubectl get "));
  }

  @Test
  void nobodyIsAskedOnAHostThatIsNone() {
    assertEquals(List.of(), questions("snapshot: ip-addr", "node-1: what no command brings"));
  }

  private static List<Question> questions(String... missing) {
    Report of = SampleReports.inconclusive().report();
    return Questions.of(
        new Report(
            of.schema(),
            of.verdict(),
            of.snapshot(),
            of.diagnoses(),
            of.probes(),
            List.of(new NotEvaluated("a-rule", List.of(missing))),
            of.input()));
  }
}
