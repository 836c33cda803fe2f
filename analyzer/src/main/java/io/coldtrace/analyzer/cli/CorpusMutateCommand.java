package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.mutation.MutationRun;
import io.coldtrace.analyzer.mutation.MutationRun.Variant;
import io.coldtrace.rules.RuleCatalog;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code coldtrace corpus mutate}: faults written into the text of a healthy snapshot. */
@Command(
    name = "mutate",
    description = {
      "Writes faults into the text of a healthy snapshot, changes its probes as the model predicts,",
      "and counts how often the first diagnosis names the fault on its node. lab/mutate puts some of",
      "them into a lab for real."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class CorpusMutateCommand implements Callable<Integer> {
  @Mixin private InputOptions options;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The same seed draws the same.")
  private long seed;

  @Option(
      names = "--count",
      paramLabel = "N",
      defaultValue = "147",
      description = "Variants (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(names = "--json", description = "Print an array, an object a variant.")
  private boolean json;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    List<Member> members = Snapshot.members(options.of(spec.commandLine()), Limits.DEFAULT);
    if (members.isEmpty()) {
      err.println("coldtrace: nothing to read");
      return Main.NO_INPUT;
    }
    Progress progress = Progress.on(err);
    List<Variant> variants;
    try {
      variants =
          MutationRun.of(members, RuleCatalog.builtIn().catalog(), seed, count, progress::stage);
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(spec.commandLine(), e.getMessage());
    } finally {
      progress.done();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      JsonText.print(variants, out);
    } else {
      print(variants, out);
    }
    out.flush();
    return 0;
  }

  private static void print(List<Variant> variants, PrintWriter out) {
    Map<String, List<Variant>> byFault =
        variants.stream()
            .collect(Collectors.groupingBy(Variant::fault, TreeMap::new, Collectors.toList()));
    out.printf("%-22s %-30s %s%n", "fault", "expected", "first diagnosis right");
    byFault.forEach(
        (fault, same) ->
            out.printf(
                "%-22s %-30s %d of %d%n",
                fault,
                same.get(0).expected(),
                same.stream().filter(Variant::right).count(),
                same.size()));
    out.printf(
        "%n%d of %d right, %d false alarms on %d that break nothing%n",
        variants.stream().filter(Variant::right).count(),
        variants.size(),
        variants.stream().filter(each -> each.harmless() && !each.right()).count(),
        variants.stream().filter(Variant::harmless).count());
    variants.stream()
        .filter(each -> !each.right())
        .forEach(
            each ->
                out.printf(
                    "  %s on %s (%s): %s %s %s%n",
                    each.fault(),
                    each.node(),
                    each.command(),
                    each.found().isEmpty() ? "nothing" : each.found(),
                    each.nodes(),
                    each.confidence()));
  }
}
