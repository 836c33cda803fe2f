package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.at;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.HttpDate;
import io.coldtrace.facts.capture.Later;
import io.coldtrace.facts.capture.Probe;
import io.coldtrace.facts.derived.ClockFault;
import io.coldtrace.facts.derived.CounterGrowth;
import io.coldtrace.facts.derived.NicFault;
import io.coldtrace.facts.kernel.ClockTracking;
import io.coldtrace.facts.kernel.KernelCounter;
import io.coldtrace.facts.network.InterfaceCounter;
import io.coldtrace.facts.network.InterfaceSetting;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Signs of a node's own state: its counters, its interfaces, its clock. */
class NodeSignsTest {
  private static final List<String> NODES = List.of("node-1");

  private static Fact counter(String device, String name, long value) {
    return new InterfaceCounter(at("node-1", "ip-link.txt", 7), device, name, value);
  }

  private static Fact later(String device, String name, long value) {
    Source source = at("node-1", "after/ip-link.txt", 7);
    return new Later(source, new InterfaceCounter(source, device, name, value));
  }

  private static List<String> kinds(Fact... facts) {
    return NicFaults.of(List.of(facts), NODES).stream().map(NicFault::kind).toList();
  }

  @Test
  void errorsCountByTheirShareOfPackets() {
    assertEquals(
        List.of("errors"),
        kinds(counter("eth0", "rx_errors", 50), counter("eth0", "rx_packets", 90_000)));
    assertEquals(
        List.of(),
        kinds(counter("eth0", "rx_errors", 50), counter("eth0", "rx_packets", 9_000_000)));
    assertEquals(
        List.of(), kinds(counter("eth0", "rx_dropped", 50), counter("eth0", "rx_packets", 90)));
  }

  @Test
  void errorsThatComeWhileOneLooksCountAlways() {
    assertEquals(
        List.of("growing"),
        kinds(
            counter("eth0", "rx_errors", 50),
            counter("eth0", "rx_packets", 9_000_000),
            later("eth0", "rx_errors", 52)));
  }

  @Test
  void whatIsMadeOfSoftwareHasNoCable() {
    assertEquals(
        List.of(),
        kinds(counter("flannel.1", "tx_errors", 50), counter("flannel.1", "tx_packets", 90)));
  }

  @Test
  void aPortOfABondThatIsDown() {
    Source source = at("node-1", "files/proc/net/bonding/bond0", 9);
    assertEquals(
        List.of("bond-port-down"),
        kinds(new InterfaceSetting(source, "eth1", "MII Status", "down")));
  }

  @Test
  void aCounterGrowsWithinOneTable() {
    KernelCounter first =
        new KernelCounter(at("node-1", "files/proc/net/snmp", 2), "IpReasmFails", 3);
    KernelCounter elsewhere = new KernelCounter(at("node-1", "nstat.txt", 2), "IpReasmFails", 1);
    Source again = at("node-1", "after/files/proc/net/snmp", 2);
    List<CounterGrowth> same =
        CounterGrowths.of(
            List.of(
                first, elsewhere, new Later(again, new KernelCounter(again, "IpReasmFails", 3))));
    assertEquals(List.of(), same);
    List<CounterGrowth> grown =
        CounterGrowths.of(
            List.of(first, new Later(again, new KernelCounter(again, "IpReasmFails", 5))));
    assertEquals(List.of(new CounterGrowth(again, "node-1", "IpReasmFails", 3, 5)), grown);
  }

  /**
   * Each of three nodes asks the two others, whose clocks are ahead of the true time by so much.
   */
  private static List<ClockFault> clocks(long... ahead) {
    List<Probe> probes = new ArrayList<>();
    List<Fact> facts = new ArrayList<>();
    for (int from = 1; from <= ahead.length; from++) {
      for (int to = 1; to <= ahead.length; to++) {
        if (from != to) {
          Probe probe = Given.probe("http-metrics", "node-" + from, "node-" + to, "ok");
          probes.add(probe);
          long shown = 100 + ahead[to - 1] - ahead[from - 1];
          facts.add(new HttpDate(at(probe.node(), probe.file() + ".err", 8), shown));
        }
      }
    }
    return ClockFaults.of(facts, probes);
  }

  @Test
  void aClockThatOthersDoNotAgreeWithIsOff() {
    assertEquals(List.of(), clocks(0, 2, -3));
    List<ClockFault> faults = clocks(0, 0, -7200);
    assertEquals(List.of("node-3"), faults.stream().map(ClockFault::node).toList());
    assertEquals(-7200, faults.get(0).seconds(), 2);
    assertTrue(faults.get(0).kept(), "nothing says that nobody keeps it");
  }

  @Test
  void whatKeepsTheClockIsAskedFirst() {
    List<Fact> facts =
        List.of(
            new ClockTracking(at("node-1", "timedatectl.txt", 5), "timedatectl", "", 0, false),
            new ClockTracking(at("node-2", "chronyc.txt", 4), "chronyc", "10.0.0.9", 0.004, true),
            new ClockTracking(at("node-3", "ntpq.txt", 3), "ntpq", "10.0.0.9", 92, true));
    List<ClockFault> faults = ClockFaults.of(facts, List.of());
    assertEquals(List.of("node-1", "node-3"), faults.stream().map(ClockFault::node).toList());
  }
}
