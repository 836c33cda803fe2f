package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.trace.Answer;
import io.coldtrace.analyzer.trace.Endpoints;
import io.coldtrace.analyzer.trace.FlowQuestion;
import io.coldtrace.analyzer.trace.PathHops;
import io.coldtrace.analyzer.trace.PathTable;
import io.coldtrace.analyzer.trace.UnknownEndException;
import io.coldtrace.dataplane.walk.Flow;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.report.PathDrawing;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coldtrace trace}: what becomes of a flow, step by step; or of many. */
@Command(
    name = "trace",
    description = "Walks a flow through the snapshot's data plane, there and back, step by step.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "X and Y are named as a person does: 'node host-2', 'pod default/web-1',",
      "'svc kube-system/kube-dns' (as Y), an address; a name alone where it is the only one.",
      "An address that the cluster does not have sends from outside.",
      "",
      "Exit status: 0 the question was answered, whatever the answer; 2 wrong usage or an unknown",
      "end; 3 no input could be read.",
      "",
      "Examples:",
      "  coldtrace trace node-*.tar.gz --from 'pod default/web-1' --to 'svc kube-system/kube-dns'",
      "  coldtrace trace SNAPSHOT --from 'node host-2' --to 10.244.1.7 --proto tcp --port 8080",
      "  coldtrace trace SNAPSHOT --from node-1 --to 10.244.1.7 --size 1450 --df --svg path.svg",
      "  coldtrace trace SNAPSHOT --flows flows.tsv --json"
    })
final class TraceCommand implements Callable<Integer> {
  @Mixin private ModelInput model;

  @Option(names = "--from", paramLabel = "X", description = "Who sends.")
  private Optional<String> from;

  @Option(names = "--to", paramLabel = "Y", description = "Whom it is for.")
  private Optional<String> to;

  @Option(
      names = "--proto",
      paramLabel = "icmp|tcp|udp",
      description = "Default: a service's own; tcp with --port; else icmp, a ping.")
  private Optional<String> protocol;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The destination port (default: a service's first).")
  private Optional<Integer> port;

  @Option(
      names = "--size",
      paramLabel = "BYTES",
      defaultValue = "56",
      description = "Of payload, headers not counted (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(names = "--df", description = "The packets must not be fragmented.")
  private boolean unfragmented;

  @Option(
      names = "--flows",
      paramLabel = "FILE",
      description = {
        "Many flows instead, one a line, tab-separated: id, from, to, protocol,",
        "port or -, and where wanted bytes of payload, and df. With --json."
      })
  private Optional<Path> flows;

  @Option(names = "--json", description = "Print JSON: of one flow an object, of many an array.")
  private boolean json;

  @Option(names = "--svg", paramLabel = "FILE", description = "Draw the path of one flow.")
  private Optional<Path> svg;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<FlowQuestion> questions = flows.isPresent() ? readFlows() : List.of(question());
    if (!model.read(spec.commandLine())) {
      spec.commandLine().getErr().println("coldtrace: " + model.problems());
      return Main.NO_INPUT;
    }
    return flows.isPresent() ? many(questions) : one(questions.get(0));
  }

  private List<FlowQuestion> readFlows() {
    if (from.isPresent() || to.isPresent() || svg.isPresent()) {
      throw usage("--flows names the ends itself: no --from, --to, --svg");
    }
    if (!json) {
      throw usage("--flows answers with --json");
    }
    try {
      return FlowQuestion.read(Files.readAllLines(flows.get()));
    } catch (IOException | IllegalArgumentException e) {
      throw usage("cannot read the flows: " + e.getMessage());
    }
  }

  private FlowQuestion question() {
    if (from.isEmpty() || to.isEmpty()) {
      throw usage("--from X and --to Y, or --flows FILE");
    }
    if (protocol.isPresent() && !List.of("icmp", "tcp", "udp").contains(protocol.get())) {
      throw usage("--proto takes icmp, tcp or udp, not '" + protocol.get() + "'");
    }
    if (port.isPresent() && (port.get() < 1 || port.get() > 65535)) {
      throw usage("--port takes 1 to 65535, not " + port.get());
    }
    if (size < 0 || size > 65507) {
      throw usage("--size takes 0 to 65507, not " + size);
    }
    return new FlowQuestion(
        "flow",
        from.get(),
        to.get(),
        protocol.orElse(port.isPresent() ? "tcp" : ""),
        port.orElse(-1),
        size,
        unfragmented);
  }

  private int many(List<FlowQuestion> questions) {
    JsonText.print(FlowAnswers.of(model, questions, false), spec.commandLine().getOut());
    return 0;
  }

  private int one(FlowQuestion asked) throws IOException {
    Endpoints endpoints = model.endpoints();
    FlowQuestion question = completed(asked, endpoints);
    Walker.Result result;
    String title;
    try {
      Flow flow = endpoints.flow(question);
      title = title(question, endpoints);
      result =
          model
              .walk(flow)
              .orElseThrow(() -> usage("the node " + flow.fromNode() + " was not collected"));
    } catch (UnknownEndException e) {
      throw usage(e.getMessage());
    }
    var text = model.text(List.of(result));
    if (json) {
      Map<String, Object> answer = new LinkedHashMap<>(Answer.of("flow", result, text));
      answer.put("from", question.from());
      answer.put("to", question.to());
      answer.put("protocol", question.protocol());
      answer.put("port", question.port() < 0 ? null : question.port());
      answer.put("steps", Answer.steps(result));
      JsonText.print(answer, spec.commandLine().getOut());
    } else {
      PrintWriter out = spec.commandLine().getOut();
      PathTable.of(title, result, text).forEach(out::println);
      out.flush();
    }
    if (svg.isPresent()) {
      Files.writeString(
          svg.get(),
          PathDrawing.render(title, PathHops.of(result), Locale.ENGLISH),
          StandardCharsets.UTF_8);
    }
    return 0;
  }

  /** What was not said: the protocol and port of the service, else a ping. */
  private FlowQuestion completed(FlowQuestion asked, Endpoints endpoints) {
    Optional<String> own = port.isPresent() ? Optional.empty() : endpoints.portOf(asked.to());
    String[] first = own.map(text -> text.split("/", 2)).orElse(new String[] {"-1", "icmp"});
    boolean service = own.isPresent() && (protocol.isEmpty() || protocol.get().equals(first[1]));
    String chosen = !asked.protocol().isEmpty() ? asked.protocol() : first[1];
    int chosenPort = service ? Integer.parseInt(first[0]) : asked.port();
    if (!chosen.equals("icmp") && chosenPort < 0) {
      throw usage("--proto " + chosen + " wants a --port");
    }
    return new FlowQuestion(
        asked.id(),
        asked.from(),
        asked.to(),
        chosen,
        chosen.equals("icmp") ? -1 : chosenPort,
        asked.size(),
        asked.unfragmented());
  }

  private static String title(FlowQuestion question, Endpoints endpoints)
      throws UnknownEndException {
    String port = question.port() < 0 ? "" : " port " + question.port();
    return endpoints.describe(question.from())
        + " -> "
        + endpoints.describe(question.to())
        + ", "
        + question.protocol()
        + port;
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
