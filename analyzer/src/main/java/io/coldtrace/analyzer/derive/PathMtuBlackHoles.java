package io.coldtrace.analyzer.derive;

import io.coldtrace.dataplane.walk.Loss;
import io.coldtrace.dataplane.walk.Walker;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.PathMtuBlackHole;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Where the model loses packets for their size and the message that would tell the sender. */
final class PathMtuBlackHoles {
  private PathMtuBlackHoles() {}

  static List<PathMtuBlackHole> of(
      Collection<? extends Fact> captured,
      Collection<Walker.Result> results,
      PassCommands passing) {
    NodeFacts facts = new NodeFacts(captured, Set.of(Link.class));
    Set<PathMtuBlackHole> found = new LinkedHashSet<>();
    for (Walker.Result result : results) {
      result
          .loss()
          .ifPresent(
              loss ->
                  loss.notice()
                      .ifPresent(notice -> found.add(blackHole(facts, loss, notice, passing))));
    }
    return new ArrayList<>(found);
  }

  private static PathMtuBlackHole blackHole(
      NodeFacts facts, Loss loss, Loss notice, PassCommands passing) {
    String device =
        facts.on(loss.node(), Link.class).stream()
            .filter(link -> link.source().equals(loss.source()))
            .map(Link::name)
            .findFirst()
            .orElse("");
    return new PathMtuBlackHole(
        loss.source(),
        loss.node(),
        device,
        notice.source(),
        notice.node(),
        notice.text(),
        passing.ofMessage(notice));
  }
}
