package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.rules.RemedyStep;
import io.coldtrace.rules.StepKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepBlockTest {
  @Test
  void commandsOfOneNodeAndNoteStandTogether() {
    assertEquals(
        List.of(
            new StepBlock("a", true, List.of("one", "two"), "now"),
            new StepBlock("a", false, List.of("three"), "later"),
            new StepBlock("b", true, List.of("four"), "later")),
        StepBlock.of(
            List.of(
                step("a", "one", "now"),
                step("a", "two", "now"),
                step("a", "three", "later"),
                step("b", "four", "later"))));
  }

  @Test
  void anInstructionStandsAlone() {
    assertEquals(
        List.of(
            new StepBlock("a", true, List.of(), "look"),
            new StepBlock("a", false, List.of(), "look"),
            new StepBlock("a", false, List.of("one"), "look")),
        StepBlock.of(
            List.of(step("a", "", "look"), step("a", "", "look"), step("a", "one", "look"))));
    assertEquals(List.of(), StepBlock.of(List.of()));
  }

  private static RemedyStep step(String node, String command, String note) {
    return new RemedyStep(StepKind.FIX, node, command, note);
  }
}
