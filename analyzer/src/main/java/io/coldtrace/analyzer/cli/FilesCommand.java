package io.coldtrace.analyzer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.ParsedPart;
import io.coldtrace.analyzer.archive.Snapshot;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coldtrace files}: what each captured file is, and how much of it was understood. */
@Command(
    name = "files",
    description = "Lists the captured files: their kinds, and what became of their lines.",
    mixinStandardHelpOptions = true)
final class FilesCommand implements Callable<Integer> {
  @Mixin private ReadInputs read;

  @Option(names = "--json", description = "Print an array, an object a file.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws JsonProcessingException {
    Optional<Snapshot> snapshot = read.read(spec.commandLine());
    if (snapshot.isEmpty()) {
      return Main.NO_INPUT;
    }
    List<ParsedFile> files = read.files(snapshot.get(), Optional.empty());
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(
          JsonMapper.builder()
              .build()
              .writerWithDefaultPrettyPrinter()
              .writeValueAsString(files.stream().map(FilesCommand::object).toList()));
    } else {
      print(files, out);
    }
    out.flush();
    return 0;
  }

  private static Map<String, Object> object(ParsedFile file) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("node", file.node());
    object.put("file", file.path());
    object.put("kind", kind(file.kind()));
    counts(object, file.lines(), file.factLines(), file.ignored(), file.unrecognized().size());
    object.put("parts", file.parts().stream().map(FilesCommand::part).toList());
    return object;
  }

  private static Map<String, Object> part(ParsedPart part) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("line", part.line());
    object.put("kind", kind(part.kind()));
    counts(object, part.lines(), part.factLines(), part.ignored(), part.unrecognized().size());
    return object;
  }

  private static void counts(
      Map<String, Object> object, int lines, int facts, Map<?, Integer> ignored, int unrecognized) {
    object.put("lines", lines);
    object.put("facts", facts);
    object.put("ignored", ignored.values().stream().mapToInt(Integer::intValue).sum());
    object.put("unrecognized", unrecognized);
  }

  private static String kind(String kind) {
    return kind.isEmpty() ? null : kind;
  }

  private static void print(List<ParsedFile> files, PrintWriter out) {
    out.println(" lines   facts ignored unrecognized  kind                 file");
    for (ParsedFile file : files) {
      out.printf(
          "%6d %7d %7d %12d  %-20s %s/%s%n",
          file.lines(),
          file.factLines(),
          file.ignored().values().stream().mapToInt(Integer::intValue).sum(),
          file.unrecognized().size(),
          file.kind().isEmpty() ? "-" : file.kind(),
          file.node(),
          file.path());
    }
  }
}
