package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import java.util.Optional;

/**
 * How one direction of a flow ended.
 *
 * @param loss where it was lost; empty if it arrived
 * @param host where it arrived; empty if it left what was collected
 * @param bridge behind which it reached a pod; empty if it reached the host itself
 */
record Leg(Optional<Loss> loss, Optional<Host> host, String bridge) {
  static Leg lost(Loss loss) {
    return new Leg(Optional.of(loss), Optional.empty(), "");
  }

  static Leg arrived(Host host, String bridge) {
    return new Leg(Optional.empty(), Optional.of(host), bridge);
  }

  static Leg leftTheSnapshot() {
    return new Leg(Optional.empty(), Optional.empty(), "");
  }
}
