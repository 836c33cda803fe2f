package io.coldtrace.dataplane.host;

import io.coldtrace.dataplane.netfilter.PacketHeader;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.network.Route;
import java.util.Optional;

/**
 * Whether a host believes a packet's source address (Linux, {@code fib_validate_source}; {@code
 * rp_filter}, {@code accept_local}).
 */
public final class SourceCheck {
  private SourceCheck() {}

  /**
   * Why a packet is not believed.
   *
   * @param reason {@code rp-filter} or {@code martian-source}
   * @param setting the kernel parameter that decides; empty if none does
   */
  public record Refusal(String reason, Optional<Sysctl> setting) {}

  /**
   * Why the packet is dropped; empty if its source is believed.
   *
   * @param out the device by which it is to leave; {@code lo} if it is for the host itself
   */
  public static Optional<Refusal> of(Host host, PacketHeader packet, String out) {
    String device = packet.inDevice();
    int filter = host.greatest("rp_filter", device);
    boolean acceptsLocal = host.greatest("accept_local", device) > 0;
    if (device.equals("lo") || !host.routes().collected()) {
      return Optional.empty();
    }
    if (filter == 0 && !host.routes().custom()) {
      return host.isLocal(packet.source()) && !acceptsLocal ? martian() : Optional.empty();
    }
    long mark = host.greatest("src_valid_mark", device) > 0 ? packet.mark() : 0;
    Optional<Route> way = Surroundings.wayBack(host, packet, mark, out);
    if (way.isEmpty()) {
      return filter == 0 ? Optional.empty() : filtered(host, device, filter);
    }
    String type = way.get().type();
    if (!type.equals("unicast") && !(type.equals("local") && acceptsLocal)) {
      return martian();
    }
    boolean sameDevice = way.get().device().equals(device);
    return filter == 1 && !sameDevice ? filtered(host, device, filter) : Optional.empty();
  }

  private static Optional<Refusal> martian() {
    return Optional.of(new Refusal("martian-source", Optional.empty()));
  }

  private static Optional<Refusal> filtered(Host host, String device, int filter) {
    String value = String.valueOf(filter);
    Optional<Sysctl> setting =
        host.perDevice("rp_filter", "all")
            .filter(sysctl -> sysctl.value().equals(value))
            .or(() -> host.perDevice("rp_filter", device));
    return Optional.of(new Refusal("rp-filter", setting));
  }
}
