package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.Inputs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What is read, as every command that reads a snapshot takes it. */
final class InputOptions {
  @Parameters(
      arity = "1..*",
      paramLabel = "INPUT",
      description = {
        "Node tarballs (.tar.gz, .tgz, .tar, .tar.xz, .tar.zst; parts: .001;",
        "encrypted: .cms), a folder of them, an unpacked snapshot (a folder a",
        "node), pasted text, or corpus/<id>. All inputs of a call are one",
        "cluster."
      })
  private List<Path> paths;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = "The private key (PEM) of encrypted tarballs; needs openssl.")
  private Optional<Path> key = Optional.empty();

  /** Of one input that no command line names. */
  static InputOptions of(Path input) {
    InputOptions options = new InputOptions();
    options.paths = List.of(input);
    return options;
  }

  /** What to read; the key is looked at before anything is read. */
  Inputs of(CommandLine line) {
    key.filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw new CommandLine.ParameterException(line, "--key: cannot read " + file);
            });
    return new Inputs(paths, key);
  }
}
