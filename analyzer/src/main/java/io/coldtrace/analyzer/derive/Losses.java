package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.PacketLoss;
import io.coldtrace.facts.derived.Walk;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The places where the model loses packets: the walks, gathered by the line that decided. */
final class Losses {
  private record Place(String node, String hook, String reason, String traffic, Source source) {}

  private Losses() {}

  static List<PacketLoss> of(
      Collection<Walker.Result> results,
      Map<String, Probe> probes,
      RuleOwners owners,
      PassCommands passing) {
    Map<Place, List<Walker.Result>> byPlace = new LinkedHashMap<>();
    for (Walker.Result result : results) {
      if (result.loss().isPresent() && !result.walk().verdict().equals("unknown")) {
        Loss loss = result.loss().get();
        Place place =
            new Place(loss.node(), loss.hook(), loss.reason(), loss.traffic(), loss.source());
        byPlace.computeIfAbsent(place, unused -> new ArrayList<>()).add(result);
      }
    }
    List<PacketLoss> losses = new ArrayList<>();
    byPlace.forEach((place, walks) -> losses.add(loss(walks, probes, owners, passing)));
    return losses;
  }

  private static PacketLoss loss(
      List<Walker.Result> walks,
      Map<String, Probe> probes,
      RuleOwners owners,
      PassCommands passing) {
    Loss loss = walks.get(0).loss().orElseThrow();
    Decision decision = loss.decision();
    TreeSet<String> failed = new TreeSet<>();
    TreeSet<String> passed = new TreeSet<>();
    TreeSet<String> asked = new TreeSet<>();
    int flows = 0;
    for (Walker.Result result : walks) {
      Walk walk = result.walk();
      Optional<Probe> probe = Optional.ofNullable(probes.get(walk.flow()));
      flows += walk.lost() ? 1 : 0;
      asked.add(probe.map(Losses::asked).orElse("other"));
      if (probe.isPresent() && probe.get().failed()) {
        failed.add(walk.flow());
      } else if (probe.isPresent() && probe.get().ok() && walk.lost()) {
        passed.add(walk.flow());
      }
    }
    return new PacketLoss(
        loss.source(),
        loss.node(),
        loss.hook(),
        loss.reason(),
        loss.traffic(),
        loss.verdict(),
        decision.backend(),
        decision.family(),
        decision.table(),
        decision.chain(),
        owners.of(decision),
        loss.text(),
        RuleOwners.program(decision),
        owners.removal(decision),
        passing.of(loss),
        List.copyOf(asked),
        flows,
        List.copyOf(failed),
        List.copyOf(passed));
  }

  private static String asked(Probe probe) {
    boolean dns = probe.question().startsWith("dns-") && !probe.kind().endsWith("-tcp");
    return probe.question().startsWith("ping") ? "ping" : dns ? "dns" : "other";
  }
}
