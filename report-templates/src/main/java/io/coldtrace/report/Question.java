package io.coldtrace.report;

import java.util.List;

/**
 * What a customer is to run so that rules can judge which could not: one block for a shell, which
 * reads and changes nothing. What it writes is read beside the tarballs, as pasted text with
 * prompts.
 *
 * @param nodes where; empty for one that has kubectl
 * @param block to copy and paste
 */
public record Question(List<String> nodes, String block) {
  public Question {
    nodes = List.copyOf(nodes);
  }

  /** The block that runs these commands one after another. */
  static Question of(List<String> nodes, List<String> commands) {
    StringBuilder block = new StringBuilder("for c in");
    commands.forEach(command -> block.append(" \\\n  '").append(command).append('\''));
    block.append(
        """
        ; do
          printf '[root@%s ~]# %s\\n' "$(hostname)" "$c"; sh -c "$c"
        done > "coldtrace-answer-$(hostname).txt" 2>&1""");
    return new Question(nodes, block.toString());
  }
}
