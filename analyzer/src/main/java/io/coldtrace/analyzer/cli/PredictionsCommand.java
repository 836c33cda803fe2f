package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.derive.Predictions;
import io.coldtrace.analyzer.derive.Predictions.Outcome;
import io.coldtrace.analyzer.derive.Predictions.Predicted;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code coldtrace predictions}: the model beside the probes, for {@code lab/predictions}. */
@Command(
    name = "predictions",
    hidden = true,
    description = {
      "Says of each snapshot's probes what the model makes of them without their results, and what",
      "became of them."
    },
    mixinStandardHelpOptions = true,
    footer = {"", "Exit status: 0 none was wrong, 1 one was, 2 usage, 3 no input could be read."})
final class PredictionsCommand implements Callable<Integer> {
  @Parameters(arity = "1..*", paramLabel = "SNAPSHOT", description = "Each a cluster of its own.")
  private List<Path> snapshots;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<Outcome, Integer> sums = new EnumMap<>(Outcome.class);
    for (Path path : snapshots) {
      Path inner = path.resolve("snapshot");
      Path input = Files.isDirectory(inner) ? inner : path;
      Snapshot snapshot =
          Snapshot.read(new Inputs(List.of(input), Optional.empty()), Limits.DEFAULT);
      if (snapshot.files().isEmpty()) {
        spec.commandLine().getErr().println("coldtrace: nothing to read: " + path);
        return Main.NO_INPUT;
      }
      Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
      List<Predicted> predicted = Predictions.of(snapshot.facts());
      predicted.forEach(each -> counts.merge(each.outcome(), 1, Integer::sum));
      out.println(path.toAbsolutePath().normalize().getFileName() + ": " + words(counts));
      predicted.stream()
          .filter(PredictionsCommand::isRemarkable)
          .map(this::line)
          .forEach(out::println);
      out.flush();
      counts.forEach((outcome, count) -> sums.merge(outcome, count, Integer::sum));
    }
    out.println("in all, " + snapshots.size() + " snapshots: " + words(sums));
    out.flush();
    return sums.containsKey(Outcome.WRONG) ? 1 : 0;
  }

  private static boolean isRemarkable(Predicted predicted) {
    return predicted.outcome() != Outcome.RIGHT && predicted.outcome() != Outcome.CHANCE;
  }

  private String line(Predicted each) {
    return "  %s %s: %s, predicted %s: %s"
        .formatted(
            name(each.outcome()),
            each.probe().id(),
            each.probe().result(),
            each.verdict(),
            each.why());
  }

  private static String words(Map<Outcome, Integer> counts) {
    int sum = counts.values().stream().mapToInt(Integer::intValue).sum();
    StringBuilder text = new StringBuilder(sum + " probes");
    counts.forEach((outcome, count) -> text.append(", ").append(count + " " + name(outcome)));
    return text.toString();
  }

  private static String name(Outcome outcome) {
    return switch (outcome) {
      case CHANCE -> "by chance";
      case ASSUMED -> "failed by an assumption";
      default -> outcome.name().toLowerCase(Locale.ROOT);
    };
  }
}
