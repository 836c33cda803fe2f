package io.coldtrace.dataplane.walk;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.network.Route;
import java.util.List;
import java.util.Optional;

/** Routes that every host has, whether or not they were collected. */
final class Routing {
  private Routing() {}

  /** From a host to an address of its own. */
  static Route toItself(Ip address) {
    return new Route(
        Source.NONE,
        "local",
        "local",
        new Cidr(address, address.bits()),
        Optional.empty(),
        "lo",
        Optional.empty(),
        0,
        "kernel",
        "host",
        List.of());
  }
}
