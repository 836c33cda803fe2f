package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.trace.FlowQuestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code coldtrace trace-each}: what {@code trace --flows} says, of one snapshot after another in
 * one process. {@code lab/oracle} asks of hundreds, and a process each would take most of its time.
 */
@Command(
    name = "trace-each",
    hidden = true,
    description = {
      "Reads lines from standard input, a snapshot and a file of flows with a tab between them, and",
      "answers each with a line: the array that trace --flows prints, with every branch as 'ways'."
    },
    mixinStandardHelpOptions = true)
final class TraceEachCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] paths = line.split("\t", -1);
      if (paths.length != 2) {
        throw new CommandLine.ParameterException(
            spec.commandLine(), "not a snapshot and a file of flows: " + line);
      }
      ModelInput model = ModelInput.of(Path.of(paths[0]));
      if (!model.read(spec.commandLine())) {
        spec.commandLine().getErr().println("coldtrace: " + model.problems());
        return Main.NO_INPUT;
      }
      List<FlowQuestion> questions = FlowQuestion.read(Files.readAllLines(Path.of(paths[1])));
      JsonText.printLine(FlowAnswers.of(model, questions, true), spec.commandLine().getOut());
    }
    return 0;
  }
}
