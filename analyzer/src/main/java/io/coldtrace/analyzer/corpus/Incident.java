package io.coldtrace.analyzer.corpus;

import io.coldtrace.analyzer.Analysis;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.report.BilingualPage;
import io.coldtrace.rules.Language;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A folder of the corpus: {@code story.md}, {@code expected.yaml} and {@code snapshot/}. */
public record Incident(Path folder) {
  /** What a reader of the repository can be asked to carry for one incident. */
  public static final long MAX_BYTES = 1 << 20;

  /** The first line of an expectation that says no more than what was found. */
  public static final String UNCONFIRMED = "# UNCONFIRMED";

  /**
   * All of them, by name.
   *
   * @throws IllegalStateException if there are none: a corpus that is empty proves nothing
   */
  public static List<Incident> in(Path corpus) throws IOException {
    try (Stream<Path> folders = Files.list(corpus)) {
      List<Incident> all = folders.filter(Files::isDirectory).sorted().map(Incident::new).toList();
      if (all.isEmpty()) {
        throw new IllegalStateException(corpus + " holds no incident");
      }
      return all;
    }
  }

  public String id() {
    return folder.getFileName().toString();
  }

  /** What the folder lacks, or has too much of; empty if it is complete. */
  public List<String> flaws() throws IOException {
    List<String> flaws = new ArrayList<>();
    for (String name : List.of("story.md", "expected.yaml")) {
      Path file = folder.resolve(name);
      if (!Files.isRegularFile(file) || Files.readString(file).isBlank()) {
        flaws.add(id() + " has no " + name);
      }
    }
    Path expected = folder.resolve("expected.yaml");
    if (Files.isRegularFile(expected) && Files.readString(expected).startsWith(UNCONFIRMED)) {
      flaws.add(id() + ": nobody has confirmed expected.yaml; take its first line away");
    }
    if (!Files.isDirectory(folder.resolve("snapshot"))) {
      flaws.add(id() + " has no snapshot/");
    }
    long bytes = bytes();
    if (bytes > MAX_BYTES) {
      flaws.add(id() + " has " + bytes + " bytes, at most " + MAX_BYTES + " are allowed");
    }
    return flaws;
  }

  private long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  public ExpectedReport expected() throws IOException {
    return ExpectedReport.read(folder.resolve("expected.yaml"));
  }

  public BilingualPage analyze(RuleCatalog rules) throws Analysis.NothingToReadException {
    return Analysis.analyze(
        Inputs.of(List.of(folder)),
        CompletableFuture.completedFuture(rules),
        Language.ENGLISH,
        stage -> {});
  }
}
