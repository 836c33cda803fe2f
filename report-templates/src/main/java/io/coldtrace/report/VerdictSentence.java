package io.coldtrace.report;

/** How the cluster is, in one sentence. */
final class VerdictSentence {
  private VerdictSentence() {}

  static String of(PageContents contents, Verdict verdict, Messages messages) {
    return messages.text(
        key(contents, verdict),
        contents.getCauses(),
        contents.getExplained(),
        contents.getFailed(),
        contents.getPassed() + contents.getFailed(),
        contents.getUnexplained().size());
  }

  private static String key(PageContents contents, Verdict verdict) {
    boolean probed = contents.getPassed() + contents.getFailed() > 0;
    boolean failed = contents.getFailed() > 0;
    return switch (verdict) {
      case PROBLEM -> failed ? "verdict.problem.probes" : "verdict.problem.facts";
      case HEALTHY -> {
        String harmless = failed ? "verdict.healthy.harmless" : "verdict.healthy.all";
        yield probed ? harmless : "verdict.healthy.unprobed";
      }
      case INCONCLUSIVE ->
          contents.getUnexplained().isEmpty()
              ? "verdict.inconclusive.unseen"
              : "verdict.inconclusive.probes";
    };
  }
}
