package io.coldtrace.analyzer.corpus;

import io.coldtrace.analyzer.Analysis;
import io.coldtrace.report.Report;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** All incidents, analyzed, and how well the rules did on them. */
public record CorpusResult(List<IncidentResult> incidents) {
  public CorpusResult {
    incidents = List.copyOf(incidents);
  }

  /**
   * How often a rule named the cause where it was one.
   *
   * @param right incidents where it is a cause and was named
   * @param wrong incidents where it was named and is none
   * @param missed incidents where it is a cause and was not named
   */
  public record Score(String id, int right, int wrong, int missed) {
    /** {@code 3 of 4}: as one number a handful of cases would pretend to be a rate. */
    public String precision() {
      return right + wrong == 0 ? "-" : right + " of " + (right + wrong);
    }

    /** The same of the incidents where it is the cause. */
    public String recall() {
      return right + missed == 0 ? "-" : right + " of " + (right + missed);
    }
  }

  /** Analyzes them side by side, as many as there are processors. */
  public static CorpusResult of(
      List<Incident> incidents, RuleCatalog rules, Consumer<Incident> progress) throws IOException {
    ExecutorService threads =
        Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
    try {
      List<Future<IncidentResult>> running = new ArrayList<>();
      for (Incident incident : incidents) {
        running.add(
            threads.submit(
                () -> {
                  progress.accept(incident);
                  return result(incident, rules);
                }));
      }
      List<IncidentResult> results = new ArrayList<>();
      for (Future<IncidentResult> each : running) {
        results.add(each.get());
      }
      return new CorpusResult(results);
    } catch (ExecutionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static IncidentResult result(Incident incident, RuleCatalog rules)
      throws IOException, Analysis.NothingToReadException {
    long began = System.nanoTime();
    Report report = incident.analyze(rules).report();
    double seconds = (System.nanoTime() - began) / 1e9;
    return IncidentResult.of(incident, incident.expected(), report, seconds);
  }

  /** Whether all is as it must be. */
  public boolean passed() {
    return incidents.stream().allMatch(IncidentResult::passed);
  }

  /** Of the incidents with a cause: where the first one named is the right one, on its nodes. */
  public long topOne() {
    return faulty().stream().filter(each -> each.expectedFirst().equals(each.saidFirst())).count();
  }

  /** The incidents with a cause. */
  public List<IncidentResult> faulty() {
    return incidents.stream().filter(each -> !each.isQuiet()).toList();
  }

  /** Of the others, healthy or not to be told: where no cause was named. */
  public long stillQuiet() {
    return incidents.stream()
        .filter(each -> each.isQuiet() && each.expectedFirst().equals(each.saidFirst()))
        .count();
  }

  /** The rules that are a cause somewhere, or were called one, by id. */
  public List<Score> scores() {
    Map<String, int[]> counts = new TreeMap<>();
    for (IncidentResult each : incidents) {
      Set<String> expected = IncidentResult.ids(each.expected());
      Set<String> said = IncidentResult.ids(each.said());
      Set<String> all = new TreeSet<>(expected);
      all.addAll(said);
      for (String id : all) {
        int column = !expected.contains(id) ? 1 : said.contains(id) ? 0 : 2;
        counts.computeIfAbsent(id, unused -> new int[3])[column]++;
      }
    }
    return counts.entrySet().stream()
        .map(e -> new Score(e.getKey(), e.getValue()[0], e.getValue()[1], e.getValue()[2]))
        .toList();
  }

  /** What was taken for what: {@code a -> b}, where the first cause is not the right one. */
  public List<String> confusions() {
    return incidents.stream()
        .filter(each -> !each.expectedFirst().equals(each.saidFirst()))
        .map(each -> each.expectedFirst() + " -> " + each.saidFirst())
        .sorted()
        .toList();
  }
}
