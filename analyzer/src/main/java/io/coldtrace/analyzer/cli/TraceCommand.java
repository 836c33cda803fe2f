package io.coldtrace.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldtrace.analyzer.archive.EvidenceText;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.trace.Endpoints;
import io.coldtrace.analyzer.trace.FlowQuestion;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.Walk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace trace}: what becomes of flows. */
@Command(
    name = "trace",
    description = "Walks flows through the snapshot's data plane.",
    mixinStandardHelpOptions = true)
final class TraceCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "As analyze takes them.")
  private List<Path> inputs;

  @Option(
      names = "--flows",
      required = true,
      paramLabel = "FILE",
      description = {
        "One flow a line, tab-separated: id, from, to, protocol, port or -,",
        "and where wanted bytes of payload, and df."
      })
  private Path flows;

  @Option(names = "--json", required = true, description = "Print an array of answers.")
  @SuppressWarnings("unused")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    List<FlowQuestion> questions = questions();
    Inputs input = new Inputs(inputs, Optional.empty());
    Snapshot snapshot = Snapshot.read(input, Limits.DEFAULT);
    if (snapshot.files().isEmpty()) {
      spec.commandLine().getErr().println("coldtrace: nothing to read");
      return Main.NO_INPUT;
    }
    Cluster cluster = Cluster.ofFacts(snapshot.facts());
    Endpoints endpoints = new Endpoints(snapshot.facts(), cluster);
    Walker walker = new Walker(cluster);
    Map<String, Optional<Walk>> walks = new LinkedHashMap<>();
    for (FlowQuestion question : questions) {
      walks.put(
          question.id(), endpoints.flow(question).flatMap(walker::walk).map(Walker.Result::walk));
    }
    Set<Source> sources =
        walks.values().stream()
            .flatMap(Optional::stream)
            .map(Walk::source)
            .filter(source -> !source.equals(Source.NONE))
            .collect(Collectors.toSet());
    EvidenceText text = EvidenceText.read(input, Limits.DEFAULT, snapshot, sources);
    List<Map<String, Object>> answers = new ArrayList<>();
    walks.forEach((id, walk) -> answers.add(answer(id, walk, text)));
    spec.commandLine()
        .getOut()
        .println(
            JsonMapper.builder()
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(answers));
    return 0;
  }

  private List<FlowQuestion> questions() {
    try {
      return FlowQuestion.read(Files.readAllLines(flows));
    } catch (IOException | IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          spec.commandLine(), "cannot read the flows: " + e.getMessage());
    }
  }

  private static Map<String, Object> answer(String id, Optional<Walk> walk, EvidenceText text) {
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("id", id);
    answer.put("verdict", walk.map(Walk::verdict).orElse("unknown"));
    answer.put("node", walk.map(Walk::node).orElse(""));
    answer.put("reason", walk.map(Walk::reason).orElse("end-not-known"));
    answer.put("direction", walk.map(Walk::direction).orElse(""));
    answer.put(
        "decidedBy",
        walk.map(Walk::source)
            .filter(source -> !source.equals(Source.NONE))
            .map(source -> decidedBy(source, text))
            .orElse(null));
    answer.put("assumes", walk.map(Walk::assumes).orElse(List.of()));
    return answer;
  }

  private static Map<String, Object> decidedBy(Source source, EvidenceText text) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("node", source.node());
    line.put("file", source.file());
    line.put("line", source.line());
    line.put("text", text.line(source));
    return line;
  }
}
