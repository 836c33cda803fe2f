package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.trace.Answer;
import io.coldtrace.analyzer.trace.Matrix;
import io.coldtrace.analyzer.trace.MatrixTable;
import io.coldtrace.facts.Ip;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coldtrace matrix}: who reaches whom. */
@Command(
    name = "matrix",
    description = {
      "Walks a ping from every node to every other, and from a pod of each node to a pod of",
      "every other, in one run."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "Exit status: 0 the question was answered, whatever the answer; 2 wrong usage; 3 no input",
      "could be read.",
      "",
      "Examples:",
      "  coldtrace matrix coldtrace-node-*.tar.gz",
      "  coldtrace matrix SNAPSHOT --json"
    })
final class MatrixCommand implements Callable<Integer> {
  @Mixin private ModelInput model;

  @Option(names = "--json", description = "Print JSON: the nodes, and an object a pair.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    if (!model.read(spec.commandLine())) {
      spec.commandLine().getErr().println("coldtrace: " + model.problems());
      return Main.NO_INPUT;
    }
    List<Matrix.Member> members = Matrix.members(model.facts(), model.cluster());
    List<Matrix.Cell> cells = Matrix.cells(members, model::walk);
    var text = model.text(cells.stream().flatMap(cell -> cell.result().stream()).toList());
    PrintWriter out = spec.commandLine().getOut();
    if (!json) {
      MatrixTable.of(members, cells, text).forEach(out::println);
      out.flush();
      return 0;
    }
    List<Map<String, Object>> nodes = new ArrayList<>();
    for (Matrix.Member member : members) {
      Map<String, Object> node = new LinkedHashMap<>();
      node.put("name", member.node());
      node.put("address", member.address().map(Ip::getText).orElse(null));
      node.put("pod", member.pod().map(Ip::getText).orElse(null));
      nodes.add(node);
    }
    List<Map<String, Object>> pairs = new ArrayList<>();
    for (Matrix.Cell cell : cells) {
      Map<String, Object> pair = new LinkedHashMap<>();
      pair.put("kind", cell.kind());
      pair.put("from", cell.from());
      pair.put("to", cell.to());
      String id = cell.kind() + " " + cell.from() + " to " + cell.to();
      pair.putAll(
          cell.result()
              .map(result -> Answer.of(id, result, text))
              .orElseGet(() -> Answer.unknown(id, cell.from() + " was not collected")));
      pairs.add(pair);
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("nodes", nodes);
    answer.put("pairs", pairs);
    JsonText.print(answer, out);
    return 0;
  }
}
