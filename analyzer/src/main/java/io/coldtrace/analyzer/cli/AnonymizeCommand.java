package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.InputProblem;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.SnapshotWriter;
import io.coldtrace.analyzer.privacy.Anonymizer;
import io.coldtrace.analyzer.privacy.Anonymizer.Replacement;
import io.coldtrace.report.ReplacementPage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code coldtrace anonymize}: a snapshot that names nobody and has the same diagnosis. */
@Command(
    name = "anonymize",
    description = {
      "Writes the snapshot with other addresses and names, and without secrets. The same subnets",
      "hold the same hosts, so that its diagnosis is the same."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Exit status: 0 written, 2 wrong usage, 3 no input could be read.",
      "",
      "Example: coldtrace anonymize coldtrace-node-*.tar.gz -o anonymous.tgz --review review.html"
    })
final class AnonymizeCommand implements Callable<Integer> {
  /** Bytes. */
  private static final int SHORTEST_KEY = 16;

  @Parameters(arity = "1..*", paramLabel = "INPUT", description = "As analyze takes them.")
  private List<Path> inputs;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "OUT",
      description = "A new folder; one archive if it ends in .tgz or .tar.gz.")
  private Path output;

  @Option(
      names = "--key",
      paramLabel = "FILE",
      description = {
        "The secret that decides who becomes what: with the same one the same becomes the same.",
        "Made if it is not there. Without it each run decides anew."
      })
  private Optional<Path> key;

  @Option(
      names = "--map",
      paramLabel = "FILE",
      description = "What became of what, a line each. Keep it; it undoes all this.")
  private Optional<Path> map;

  @Option(
      names = "--review",
      paramLabel = "FILE.html",
      description = "The same as a page, to look through before anything is sent. Keep it, too.")
  private Optional<Path> review;

  @Option(
      names = "--decrypt",
      paramLabel = "FILE",
      description = "The private key (PEM) of encrypted tarballs; needs openssl.")
  private Optional<Path> decrypt;

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() {
    decrypt
        .filter(file -> !Files.isReadable(file))
        .ifPresent(
            file -> {
              throw usage("--decrypt: cannot read " + file);
            });
    if (Files.exists(output, LinkOption.NOFOLLOW_LINKS)) {
      throw usage(output + " is there already");
    }
    PrintWriter err = spec.commandLine().getErr();
    try {
      Anonymizer anonymizer = new Anonymizer(secret(), Limits.DEFAULT);
      AtomicInteger files = new AtomicInteger();
      List<InputProblem> problems;
      try (SnapshotWriter out = SnapshotWriter.at(output)) {
        problems =
            anonymizer.anonymize(
                new Inputs(inputs, decrypt),
                file -> {
                  files.incrementAndGet();
                  out.accept(file);
                });
      }
      problems.forEach(problem -> err.println("  " + problem.input() + ": " + problem.what()));
      if (files.get() == 0) {
        err.println("coldtrace: nothing to read");
        Files.deleteIfExists(output);
        return Main.NO_INPUT;
      }
      tell(anonymizer.replacements(), files.get());
      return 0;
    } catch (IOException e) {
      throw usage("cannot write: " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw usage("cannot write: " + e.getCause().getMessage());
    }
  }

  private void tell(List<Replacement> replacements, int files) throws IOException {
    if (map.isPresent()) {
      StringBuilder lines = new StringBuilder("#kind\toriginal\tother\n");
      replacements.forEach(
          r -> lines.append(String.join("\t", r.kind(), r.original(), r.other())).append('\n'));
      forOwner(map.get(), lines.toString().getBytes(StandardCharsets.UTF_8));
    }
    if (review.isPresent()) {
      List<ReplacementPage.Row> rows =
          replacements.stream()
              .map(r -> new ReplacementPage.Row(r.kind(), r.original(), r.other()))
              .toList();
      forOwner(
          review.get(),
          ReplacementPage.render(rows, Locale.getDefault()).getBytes(StandardCharsets.UTF_8));
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        files + " files, " + replacements.size() + " addresses and names replaced: " + output);
    out.flush();
  }

  private byte[] secret() throws IOException {
    if (key.isEmpty()) {
      return Anonymizer.newKey();
    }
    if (!Files.exists(key.get())) {
      forOwner(key.get(), Anonymizer.newKey());
    }
    byte[] secret = Files.readAllBytes(key.get());
    if (secret.length < SHORTEST_KEY) {
      throw usage("--key: " + key.get() + " is too short to be a secret");
    }
    return secret;
  }

  /** Nobody else may read it: it says who is who. */
  private static void forOwner(Path file, byte[] bytes) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    Files.write(file, bytes);
  }

  private CommandLine.ParameterException usage(String message) {
    return new CommandLine.ParameterException(spec.commandLine(), message);
  }
}
