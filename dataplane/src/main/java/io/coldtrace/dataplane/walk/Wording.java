package io.coldtrace.dataplane.walk;

import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.Route;

/** Facts as their tools print them. */
final class Wording {
  private Wording() {}

  /** Where a route leads. */
  static String of(Route route) {
    return "to "
        + (route.device().isEmpty() ? route.type() : route.device())
        + route.gateway().map(gateway -> " via " + gateway.getText()).orElse("");
  }

  /** A route as {@code ip route} has it. */
  static String line(Route route) {
    boolean plain = route.type().equals("unicast");
    String destination =
        route.destination().prefix() == 0 ? "default" : route.destination().getText();
    return (plain ? "" : route.type() + " ")
        + destination
        + route.gateway().map(gateway -> " via " + gateway.getText()).orElse("")
        + (route.device().isEmpty() ? "" : " dev " + route.device())
        + (route.table().equals("main") || route.table().isEmpty()
            ? ""
            : " table " + route.table());
  }

  static String line(Sysctl sysctl) {
    return sysctl.key() + " = " + sysctl.value();
  }
}
