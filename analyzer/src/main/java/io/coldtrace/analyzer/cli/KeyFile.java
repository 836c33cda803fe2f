package io.coldtrace.analyzer.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** The option {@code --key FILE}, looked at before anything is read. */
final class KeyFile {
  private KeyFile() {}

  static void check(Optional<Path> key, CommandLine line) {
    key.filter(file -> !Files.isRegularFile(file) || !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw new CommandLine.ParameterException(line, "--key: cannot read " + file);
            });
  }
}
