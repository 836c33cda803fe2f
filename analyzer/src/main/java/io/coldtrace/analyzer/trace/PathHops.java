package io.coldtrace.analyzer.trace;

import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Step;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Source;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.PathHop;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A walk as it is drawn. */
public final class PathHops {
  private PathHops() {}

  /** Its stations; the last one is where it is lost. */
  public static List<PathHop> of(Walker.Result result) {
    List<PathHop> hops = new ArrayList<>();
    for (Step step : result.steps()) {
      boolean wire = step.stage().equals("wire");
      if (!step.stage().equals("lost")) {
        hops.add(
            new PathHop(
                step.direction(),
                wire ? "" : step.node(),
                step.pod(),
                step.stage(),
                detail(step),
                wire ? "assumed" : "passed",
                by(step.source(), step.text())));
      }
    }
    result.loss().ifPresent(loss -> hops.add(end(loss, result)));
    return hops;
  }

  private static PathHop end(Loss loss, Walker.Result result) {
    List<Step> steps = result.steps();
    Step last = steps.get(steps.size() - 1);
    return new PathHop(
        result.walk().direction(),
        loss.node(),
        last.node().equals(loss.node()) ? last.pod() : "",
        loss.hook().isEmpty() ? "lost" : loss.hook(),
        loss.reason(),
        loss.verdict().equals("unknown") ? "unknown" : "lost",
        by(loss.source(), loss.text()));
  }

  private static Optional<Evidence> by(Source source, String text) {
    return source.equals(Source.NONE)
        ? Optional.empty()
        : Optional.of(new Evidence(source.node(), source.file(), source.line(), text));
  }

  /** What is true in every language: the line that was used, else devices or addresses. */
  private static String detail(Step step) {
    if (!step.text().isEmpty()) {
      return step.text();
    }
    String in = step.packet().inDevice();
    String out = step.packet().outDevice();
    return switch (step.stage()) {
      case "wire" -> step.packet().source() + " → " + step.packet().destination();
      case "arrived", "dnat", "ipvs" -> step.packet().destination().toString();
      case "snat" -> step.packet().source().toString();
      default -> in.isEmpty() || out.isEmpty() ? in + out : in + " → " + out;
    };
  }
}
