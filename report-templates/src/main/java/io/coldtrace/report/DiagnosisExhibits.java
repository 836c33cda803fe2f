package io.coldtrace.report;

import java.util.List;
import java.util.Optional;

/** What is drawn and laid out for one diagnosis. */
public record DiagnosisExhibits(
    List<Way> ways,
    List<LoadChain> loadChains,
    List<RuleTrail> ruleTrails,
    Optional<Effect> effect) {
  public DiagnosisExhibits {
    ways = List.copyOf(ways);
    loadChains = List.copyOf(loadChains);
    ruleTrails = List.copyOf(ruleTrails);
  }

  /**
   * The way of a failed probe.
   *
   * @param mended without rows if the model cannot know
   */
  public record Way(String probe, PathPicture asIs, PathPicture mended) {}

  static DiagnosisExhibits of(Exhibits exhibits, int place, Messages messages) {
    return new DiagnosisExhibits(
        exhibits.paths().stream()
            .filter(path -> path.diagnosis() == place)
            .map(path -> way(path, messages))
            .toList(),
        exhibits.loadChains().stream().filter(chain -> chain.diagnosis() == place).toList(),
        exhibits.ruleTrails().stream().filter(trail -> trail.diagnosis() == place).toList(),
        exhibits.effects().stream().filter(effect -> effect.diagnosis() == place).findFirst());
  }

  private static Way way(FlowPath path, Messages messages) {
    return new Way(
        path.probe(),
        PathPicture.of(path.asIs(), messages),
        PathPicture.of(path.mended(), messages));
  }

  public boolean isEmpty() {
    return ways.isEmpty() && loadChains.isEmpty() && ruleTrails.isEmpty();
  }
}
