package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.Later;
import io.coldtrace.facts.derived.NicFault;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.network.DriverCounter;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.facts.network.InterfaceSetting;
import io.coldtrace.facts.network.Link;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Signs of a network interface, a cable or a switch's port that is not sound. */
final class NicFaults {
  /** A counter runs since boot: an old storm must not count for ever. */
  private static final int PACKETS_AN_ERROR = 10_000;

  private static final int FEW = 10;

  /** Dropped packets are no errors: nobody wanted them, or a queue was full for a moment. */
  private static final Pattern ERRORS =
      Pattern.compile(
          "(?:rx|tx)_(?:errors|crc_errors|frame_errors|fifo_errors|length_errors|missed_errors"
              + "|over_errors|carrier_errors|aborted_errors)");

  private static final Pattern DRIVERS_ERRORS =
      Pattern.compile(
          "(?:port_|phy_)?(?:rx|tx)_?(?:\\w*crc\\w*err\\w*|\\w*errors_phy|symbol_err\\w*|missed_errors"
              + "|no_buffer_count|out_of_buffer|fcs_errors|align_errors)",
          Pattern.CASE_INSENSITIVE);

  /** What is made of software has no cable. */
  private static final Pattern SOFTWARE =
      Pattern.compile(
          "lo|(?:veth|cni|flannel|docker|br-|virbr|vnet|tap|tun|cali|cilium|lxc|kube-|nodelocaldns"
              + "|dummy|ifb|sit|gre|vxlan|wg|weave|tunl).*");

  private static final Set<String> SOFTWARE_KINDS =
      Set.of("bridge", "dummy", "geneve", "ipip", "sit", "tun", "veth", "vxlan", "wireguard");

  private record Counted(String device, String name) {}

  /** Of one table: another one counts the same at another time. */
  private record Reading(String file, Counted counted) {}

  private final String node;
  private final Set<String> software = new TreeSet<>();
  private final Map<Counted, Long> values = new LinkedHashMap<>();
  private final Map<Counted, Source> lines = new LinkedHashMap<>();
  private final Map<Reading, Long> first = new HashMap<>();
  private final Set<Counted> growing = new HashSet<>();
  private final List<NicFault> faults = new ArrayList<>();

  private NicFaults(String node) {
    this.node = node;
  }

  static List<NicFault> of(Collection<? extends Fact> facts, Collection<String> nodes) {
    Map<String, List<Fact>> byNode =
        Facts.byNode(
            facts,
            List.of(
                DriverCounter.class,
                InterfaceCounter.class,
                InterfaceSetting.class,
                Later.class,
                Link.class,
                LogMessage.class));
    List<NicFault> all = new ArrayList<>();
    for (String node : nodes) {
      NicFaults found = new NicFaults(node);
      found.read(byNode.getOrDefault(node, List.of()));
      all.addAll(found.faults);
    }
    return all;
  }

  private void read(List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact instanceof Link link && SOFTWARE_KINDS.contains(link.kind())) {
        software.add(link.name());
      }
    }
    for (Fact fact : facts) {
      Fact said = fact instanceof Later later ? later.fact() : fact;
      if (said instanceof InterfaceCounter counter) {
        count(new Counted(counter.device(), counter.name()), counter.value(), fact);
      } else if (said instanceof DriverCounter counter) {
        count(new Counted(counter.device(), counter.name()), counter.value(), fact);
      } else if (said instanceof InterfaceSetting setting) {
        setting(setting);
      } else if (said instanceof LogMessage message
          && message.id().equals("nic-transmit-timeout")) {
        fault(message.source(), message.subject(), "hang", "transmit queue timed out", "", 0);
      }
    }
    values.keySet().forEach(this::judge);
  }

  private boolean isHardware(String device) {
    return !device.isEmpty() && !software.contains(device) && !SOFTWARE.matcher(device).matches();
  }

  private void count(Counted counted, long value, Fact said) {
    if (!isHardware(counted.device())) {
      return;
    }
    String file = said.source().file();
    if (!(said instanceof Later)) {
      first.putIfAbsent(new Reading(file, counted), value);
    } else if (value
        > first.getOrDefault(new Reading(file.replaceFirst("^after/", ""), counted), value)) {
      growing.add(counted);
    }
    if (value >= values.getOrDefault(counted, 0L)) {
      values.put(counted, value);
      lines.put(counted, said.source());
    }
  }

  private void judge(Counted counted) {
    if (!ERRORS.matcher(counted.name()).matches()
        && !DRIVERS_ERRORS.matcher(counted.name()).matches()) {
      return;
    }
    long value = values.get(counted);
    String side = counted.name().toLowerCase(Locale.ROOT).contains("tx") ? "tx" : "rx";
    long packets = values.getOrDefault(new Counted(counted.device(), side + "_packets"), 0L);
    boolean many = value > FEW && packets > 0 && value > packets / PACKETS_AN_ERROR;
    if (many || growing.contains(counted)) {
      String kind = growing.contains(counted) ? "growing" : "errors";
      String number = Long.toString(value);
      fault(lines.get(counted), counted.device(), kind, counted.name(), number, packets);
    }
  }

  /** ethtool's words of a link, and what the kernel says of a bond's ports. */
  private void setting(InterfaceSetting setting) {
    String value = setting.value();
    if (!isHardware(setting.device())) {
      return;
    }
    if (setting.name().equals("Duplex") && value.equalsIgnoreCase("half")) {
      fault(setting.source(), setting.device(), "half-duplex", setting.name(), value, 0);
    } else if (setting.name().equals("MII Status") && value.equals("down")) {
      fault(setting.source(), setting.device(), "bond-port-down", setting.name(), value, 0);
    }
  }

  private void fault(
      Source source, String device, String kind, String what, String value, long packets) {
    boolean known =
        faults.stream()
            .anyMatch(
                other ->
                    other.device().equals(device)
                        && other.kind().equals(kind)
                        && other.what().equals(what));
    if (isHardware(device) && !known) {
      faults.add(new NicFault(source, node, device, kind, what, value, packets));
    }
  }
}
