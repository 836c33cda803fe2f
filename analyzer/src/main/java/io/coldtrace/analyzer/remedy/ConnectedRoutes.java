package io.coldtrace.analyzer.remedy;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import io.coldtrace.parsers.command.NodeCommand.AddressEdit;
import io.coldtrace.parsers.command.NodeCommand.Edit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The routes that come and go with an address: to its network, and in the table local to itself.
 */
final class ConnectedRoutes {
  private ConnectedRoutes() {}

  /** The facts with an address edited, and its routes as the kernel then has them. */
  static List<Fact> after(List<Fact> facts, String node, AddressEdit edit) {
    Cidr address = edit.address().address();
    if (address.address().version() != 4) {
      return facts;
    }
    List<Fact> after = new ArrayList<>(facts);
    if (edit.edit() == Edit.DELETE) {
      after.removeIf(
          fact ->
              isRouteOn(fact, node)
                  && ((Route) fact).protocol().equals("kernel")
                  && ((Route) fact).device().equals(edit.address().device())
                  && ((Route) fact).preferredSource().equals(Optional.of(address.address())));
      return after;
    }
    if (address.prefix() < 32) {
      Cidr network = new Cidr(address.nth(0), address.prefix());
      after.add(route(node, edit, "unicast", "main", network));
    }
    // Where that table was not listed, the model fills it itself.
    boolean listed =
        facts.stream()
            .anyMatch(fact -> isRouteOn(fact, node) && ((Route) fact).table().equals("local"));
    if (listed) {
      Ip own = address.address();
      after.add(route(node, edit, "local", "local", new Cidr(own, own.bits())));
    }
    return after;
  }

  private static boolean isRouteOn(Fact fact, String node) {
    return fact instanceof Route && fact.source().node().equals(node);
  }

  private static Route route(
      String node, AddressEdit edit, String type, String table, Cidr destination) {
    return new Route(
        new Source(node, ChangedFacts.FILE, 0),
        type,
        table,
        destination,
        Optional.empty(),
        edit.address().device(),
        Optional.of(edit.address().address().address()),
        0,
        "kernel",
        type.equals("local") ? "host" : "link",
        List.of());
  }
}
