package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.host.Host;
import io.coldtrace.dataplane.netfilter.PacketHeader;
import java.util.Optional;

/**
 * How one direction of a flow ended.
 *
 * @param loss where it was lost; empty if it arrived
 * @param host where it arrived; empty if it left what was collected
 * @param device the bridge behind which it reached a pod; empty if it reached the host itself
 * @param packet as it arrived
 */
record Leg(Optional<Loss> loss, Optional<Host> host, String device, PacketHeader packet) {
  static Leg lost(Loss loss, PacketHeader packet) {
    return new Leg(Optional.of(loss), Optional.empty(), "", packet);
  }

  static Leg arrived(Host host, String device, PacketHeader packet) {
    return new Leg(Optional.empty(), Optional.of(host), device, packet);
  }

  static Leg leftTheSnapshot(PacketHeader packet) {
    return new Leg(Optional.empty(), Optional.empty(), "", packet);
  }
}
