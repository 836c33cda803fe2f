package io.coldtrace.report;

import io.coldtrace.facts.capture.Probe;
import java.util.Set;
import java.util.stream.Collectors;

/** How the cluster is, in one sentence. */
final class VerdictSentence {
  private static final Set<String> DNS = Set.of("dns-pod", "dns-service", "http-metrics");
  private static final Set<String> SERVICES = Set.of("dns-service", "https-service");

  private VerdictSentence() {}

  static String of(PageContents contents, Report report, Messages messages) {
    return messages.text(
        key(contents, report.verdict()),
        contents.getCauses(),
        contents.getExplained(),
        contents.getFailed(),
        contents.getPassed() + contents.getFailed(),
        contents.getUnexplained().size(),
        messages.text("verdict.broken." + broken(report)));
  }

  private static String key(PageContents contents, Verdict verdict) {
    boolean probed = contents.getPassed() + contents.getFailed() > 0;
    boolean failed = contents.getFailed() > 0;
    return switch (verdict) {
      case PROBLEM -> {
        boolean all = contents.getExplained() == contents.getFailed();
        String probes = all ? "verdict.problem.all" : "verdict.problem.some";
        yield failed ? probes : "verdict.problem.facts";
      }
      case HEALTHY -> {
        String harmless = failed ? "verdict.healthy.harmless" : "verdict.healthy.all";
        yield probed ? harmless : "verdict.healthy.unprobed";
      }
      case INCONCLUSIVE -> {
        int open = contents.getUnexplained().size();
        String probes =
            open == contents.getFailed()
                ? "verdict.inconclusive.all"
                : "verdict.inconclusive.probes";
        yield open == 0 ? "verdict.inconclusive.unseen" : probes;
      }
    };
  }

  /** What a user would say is broken: of a network that carries everything else, only that. */
  private static String broken(Report report) {
    Set<String> kinds =
        report.probes().stream()
            .filter(ProbeOutcome::failed)
            .map(ProbeOutcome::kind)
            .collect(Collectors.toSet());
    Set<String> questions = kinds.stream().map(Probe::question).collect(Collectors.toSet());
    if (kinds.isEmpty()) {
      return "network";
    } else if (kinds.stream().allMatch(kind -> kind.endsWith("-full"))) {
      return "large";
    } else if (DNS.containsAll(questions)) {
      return "dns";
    }
    return SERVICES.containsAll(questions) ? "services" : "network";
  }
}
