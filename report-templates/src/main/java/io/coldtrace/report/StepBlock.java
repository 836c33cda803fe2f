package io.coldtrace.report;

import io.coldtrace.rules.RemedyStep;
import java.util.ArrayList;
import java.util.List;

/**
 * Steps that stand one below the other: on the same node and with the same note. A reader copies
 * them in one go.
 *
 * @param node where; empty where no node is meant
 * @param moved whether it is another node than that of the block before
 * @param commands none if it is an instruction
 * @param note what to know of all of them; empty if nothing
 */
public record StepBlock(String node, boolean moved, List<String> commands, String note) {
  public StepBlock {
    commands = List.copyOf(commands);
  }

  /** The steps in their order. */
  static List<StepBlock> of(List<RemedyStep> steps) {
    List<StepBlock> blocks = new ArrayList<>();
    int at = 0;
    while (at < steps.size()) {
      RemedyStep first = steps.get(at);
      int end = at + 1;
      while (end < steps.size() && areAlike(first, steps.get(end))) {
        end++;
      }
      boolean moved = at == 0 || !steps.get(at - 1).node().equals(first.node());
      List<String> commands =
          steps.subList(at, end).stream()
              .map(RemedyStep::command)
              .filter(command -> !command.isEmpty())
              .toList();
      blocks.add(new StepBlock(first.node(), moved, commands, first.note()));
      at = end;
    }
    return blocks;
  }

  private static boolean areAlike(RemedyStep one, RemedyStep other) {
    return !one.command().isEmpty()
        && !other.command().isEmpty()
        && one.node().equals(other.node())
        && one.note().equals(other.note());
  }
}
