package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.Analysis;
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
    subcommands = {
      AnalyzeCommand.class,
      AnnotateCommand.class,
      AnonymizeCommand.class,
      CorpusCommand.class,
      DiffCommand.class,
      FactsCommand.class,
      FilesCommand.class,
      ManCommand.class,
      MatrixCommand.class,
      PredictionsCommand.class,
      RulesCommand.class,
      TraceCommand.class,
      TraceEachCommand.class,
      VerifySnapshotCommand.class,
      AutoComplete.GenerateCompletion.class
    },
    footer = {
      "",
      "Exit status: 0 healthy (or the question was answered), 1 a problem or inconclusive,",
      "2 wrong usage, 3 no input could be read."
    })
public final class Main implements Runnable {
  static final int USAGE = 2;
  static final int NO_INPUT = 3;

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
    return commandLine().execute(arguments);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
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
