package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.Analysis;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/** The command line: {@code coldtrace analyze INPUT...}. */
@Command(
    name = "coldtrace",
    description = "Finds the root cause of a broken Kubernetes pod network, offline.",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    footer = {
      "",
      "Exit status: 0 healthy (or the question was answered), 1 a problem or inconclusive,",
      "2 wrong usage, 3 no input could be read."
    })
public final class Main implements Runnable {
  static final int USAGE = 2;
  static final int NO_INPUT = 3;

  /** Each command by its name, in the order of the help. */
  private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

  static {
    COMMANDS.put("analyze", AnalyzeCommand.class);
    COMMANDS.put("annotate", AnnotateCommand.class);
    COMMANDS.put("anonymize", AnonymizeCommand.class);
    COMMANDS.put("corpus", CorpusCommand.class);
    COMMANDS.put("diff", DiffCommand.class);
    COMMANDS.put("facts", FactsCommand.class);
    COMMANDS.put("files", FilesCommand.class);
    COMMANDS.put("man", ManCommand.class);
    COMMANDS.put("matrix", MatrixCommand.class);
    COMMANDS.put("predictions", PredictionsCommand.class);
    COMMANDS.put("rules", RulesCommand.class);
    COMMANDS.put("trace", TraceCommand.class);
    COMMANDS.put("trace-each", TraceEachCommand.class);
    COMMANDS.put("verify-snapshot", VerifySnapshotCommand.class);
    COMMANDS.put("generate-completion", AutoComplete.GenerateCompletion.class);
  }

  /** They tell of all the others. */
  private static final Set<String> OF_ALL = Set.of("man", "generate-completion");

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a command and exits with its status. */
  public static void main(String[] arguments) {
    int status;
    try {
      status = run(arguments);
    } catch (OutOfMemoryError e) {
      long heap = Runtime.getRuntime().maxMemory() >> 20;
      System.err.println("coldtrace: " + heap + " MiB of memory do not suffice for this input.");
      System.err.println("JDK_JAVA_OPTIONS=-Xmx8g gives it 8 GiB.");
      status = NO_INPUT;
    }
    System.exit(status);
  }

  /** Runs a command; returns its exit status. */
  static int run(String... arguments) {
    return commandLine(arguments).execute(arguments);
  }

  /**
   * The command line that these arguments are for: with the one command that they begin with, as
   * making all of them takes longer than most answers; with all where they name none.
   */
  static CommandLine commandLine(String... arguments) {
    CommandLine whole = new CommandLine(new Main());
    String named = arguments.length == 0 ? "" : arguments[0];
    COMMANDS.forEach(
        (name, command) -> {
          if (name.equals(named) || OF_ALL.contains(named) || !COMMANDS.containsKey(named)) {
            whole.addSubcommand(command);
          }
        });
    return whole
        .setUsageHelpWidth(100)
        .setExecutionExceptionHandler(
            (e, line, parsed) -> {
              line.getErr().println("coldtrace: internal error: " + e);
              line.getErr().println("This is a bug of Coldtrace. COLDTRACE_DEBUG=1 prints where.");
              if (System.getenv("COLDTRACE_DEBUG") != null) {
                e.printStackTrace(line.getErr());
              }
              return NO_INPUT;
            });
  }

  @Override
  public void run() {
    String names = String.join(", ", spec.subcommands().keySet());
    throw new CommandLine.ParameterException(spec.commandLine(), "Missing a command: " + names);
  }

  /** The version from the jar's manifest. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"coldtrace " + Analysis.version()};
    }
  }
}
