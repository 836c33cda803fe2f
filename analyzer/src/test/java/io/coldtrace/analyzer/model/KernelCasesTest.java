package io.coldtrace.analyzer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.trace.Endpoints;
import io.coldtrace.analyzer.trace.FlowQuestion;
import io.coldtrace.analyzer.trace.UnknownEndException;
import io.coldtrace.dataplane.host.Cluster;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.derived.Walk;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the kernel did with a packet where the model once thought otherwise: the cases that {@code
 * lab/oracle} found, as captured.
 */
class KernelCasesTest {
  private static final Path CASES = Path.of("..", "lab", "coldoracle", "cases");

  @TestFactory
  Stream<DynamicTest> theModelSaysWhatTheKernelDid() throws IOException {
    List<Path> cases;
    try (Stream<Path> folders = Files.list(CASES)) {
      cases = folders.filter(Files::isDirectory).sorted().toList();
    }
    assertTrue(!cases.isEmpty(), "no case in " + CASES);
    return cases.stream()
        .map(folder -> dynamicTest(folder.getFileName().toString(), () -> compare(folder)));
  }

  private static void compare(Path folder) throws IOException, UnknownEndException {
    Snapshot snapshot =
        Snapshot.read(
            new Inputs(List.of(folder.resolve("snapshot")), Optional.empty()), Limits.DEFAULT);
    Cluster cluster = Cluster.ofFacts(snapshot.facts());
    Endpoints endpoints = new Endpoints(snapshot.facts(), cluster);
    Map<String, String> seen = new HashMap<>();
    lines(folder.resolve("expected.tsv"))
        .forEach(line -> seen.put(line.substring(0, line.indexOf('\t')), line.split("\t", -1)[1]));
    for (FlowQuestion question : FlowQuestion.read(lines(folder.resolve("flows.tsv")))) {
      Walk walk = new Walker(cluster).walk(endpoints.flow(question)).orElseThrow().walk();
      // A packet that is rejected may lose the error on its way.
      String verdict = walk.verdict();
      String kernel = seen.get(question.id());
      boolean same = kernel.equals("dropped") ? walk.lost() : kernel.equals(verdict);
      assertEquals(kernel, same ? kernel : verdict + " " + walk.reason(), question.toString());
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
