package io.coldtrace.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.facts.Fact;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coldtrace facts}: what was understood, fact by fact. */
@Command(
    name = "facts",
    description = "Prints what the captured files say, a fact a line.",
    mixinStandardHelpOptions = true)
final class FactsCommand implements Callable<Integer> {
  @Mixin private ReadInputs read;

  @Option(
      names = "--file",
      paramLabel = "F",
      description = "Of this file alone: its path on the node, or the end of it.")
  private Optional<String> file;

  @Option(
      names = "--type",
      paramLabel = "TYPE",
      description = "Facts of this type alone: Route, IptablesRule, Sysctl, ...")
  private Optional<String> type;

  @Option(names = "--json", description = "Print an array, an object a fact.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Optional<Snapshot> snapshot = read.read(spec.commandLine());
    if (snapshot.isEmpty()) {
      return Main.NO_INPUT;
    }
    ObjectMapper mapper = JsonMapper.builder().build();
    PrintWriter out = spec.commandLine().getOut();
    List<ParsedFile> files = read.files(snapshot.get(), file);
    String before = json ? "[ " : "";
    for (ParsedFile each : files) {
      for (Fact fact : each.facts()) {
        if (type.isEmpty() || FactObject.typeOf(fact).equalsIgnoreCase(type.get())) {
          Map<String, Object> object = FactObject.of(fact);
          if (json) {
            out.print(before + mapper.writeValueAsString(object));
            before = ",\n  ";
          } else {
            out.println(fact.source() + " " + FactObject.words(object));
          }
        }
      }
    }
    if (json) {
      out.println(before.equals("[ ") ? "[ ]" : " ]");
    }
    out.flush();
    return 0;
  }
}
