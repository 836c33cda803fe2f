package io.coldtrace.analyzer.remedy;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.FdbEntry;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Link;
import io.coldtrace.facts.network.Neighbor;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.command.NodeCommand.LinkChange;
import java.util.ArrayList;
import java.util.List;

/** Interfaces as they are after {@code ip link set}. */
final class Links {
  private Links() {}

  static Link changed(Link link, LinkChange change) {
    boolean up = change.up().orElse(link.flags().contains("UP"));
    return new Link(
        link.source(),
        link.index(),
        link.name(),
        link.peer(),
        change.up().isPresent() ? flags(link.flags(), up) : link.flags(),
        change.mtu().orElse(link.mtu()),
        change.up().isPresent() ? state(link, up) : link.state(),
        change.master().orElse(link.master()),
        change.mac().orElse(link.mac()),
        link.kind(),
        link.vxlan());
  }

  /** A new interface on a node; what its details say stands where it stands. */
  static Link on(String node, Link link) {
    Source source = new Source(node, ChangedFacts.FILE, 0);
    return new Link(
        source,
        link.index(),
        link.name(),
        link.peer(),
        link.flags(),
        link.mtu(),
        link.state(),
        link.master(),
        link.mac(),
        link.kind(),
        link.vxlan());
  }

  /** Whether a fact is about the interface, or goes with it. */
  static boolean isOf(Fact fact, String device) {
    return (fact instanceof Link link && link.name().equals(device))
        || (fact instanceof Route route && route.device().equals(device))
        || (fact instanceof InterfaceAddress address && address.device().equals(device))
        || (fact instanceof Neighbor neighbor && neighbor.device().equals(device))
        || (fact instanceof FdbEntry entry && entry.device().equals(device));
  }

  /** That the carrier comes with it is assumed: what is plugged in is not the node's to say. */
  private static List<String> flags(List<String> old, boolean up) {
    List<String> flags = new ArrayList<>(old);
    flags.removeAll(List.of("UP", "LOWER_UP", "NO-CARRIER"));
    if (up) {
      flags.addAll(List.of("UP", "LOWER_UP"));
    }
    return flags;
  }

  private static String state(Link link, boolean up) {
    return !up ? "DOWN" : link.state().equals("DOWN") ? "UP" : link.state();
  }
}
