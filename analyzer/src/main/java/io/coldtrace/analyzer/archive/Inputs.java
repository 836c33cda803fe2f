package io.coldtrace.analyzer.archive;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a call is given to read.
 *
 * @param paths archives, parts of archives and folders, in the order of the command line
 * @param key the private key (PEM) of what is encrypted
 */
public record Inputs(List<Path> paths, Optional<Path> key) {
  /** Inputs of which none is encrypted. */
  public static Inputs of(List<Path> paths) {
    return new Inputs(paths, Optional.empty());
  }
}
