package io.coldtrace.report;

import java.util.List;
import java.util.Optional;

/**
 * What the page draws and lays out beside the report, the same in every language.
 *
 * @param paths of failed flows
 * @param loadChains of kernel parameters that a diagnosis is about
 * @param ruleTrails how packets come to the rule that decides
 * @param nodeFacts what each node says, side by side
 * @param timeline in order of time
 * @param overlay the cluster; empty lists if there is nothing to draw
 * @param texts captured text to browse
 * @param unshownFiles captured files whose text is not among it
 * @param effects of the fixes that were tried
 * @param together what the fixes of all causes do that break traffic; empty for one cause
 */
public record Exhibits(
    List<FlowPath> paths,
    List<LoadChain> loadChains,
    List<RuleTrail> ruleTrails,
    List<NodeFact> nodeFacts,
    List<TimelineEvent> timeline,
    Overlay overlay,
    List<CapturedExcerpt> texts,
    List<UnshownFile> unshownFiles,
    List<Effect> effects,
    Optional<Verification> together) {
  public Exhibits {
    paths = List.copyOf(paths);
    loadChains = List.copyOf(loadChains);
    ruleTrails = List.copyOf(ruleTrails);
    nodeFacts = List.copyOf(nodeFacts);
    timeline = List.copyOf(timeline);
    texts = List.copyOf(texts);
    unshownFiles = List.copyOf(unshownFiles);
    effects = List.copyOf(effects);
  }

  /** Nothing to draw. */
  public static final Exhibits NONE =
      new Exhibits(
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          List.of(),
          new Overlay(List.of(), List.of()),
          List.of(),
          List.of(),
          List.of(),
          Optional.empty());
}
