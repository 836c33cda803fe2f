package io.coldtrace.dataplane.walk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * A pod that sends 1500 bytes into a device that takes 1450: as the kernel of the lab does with
 * {@code ping -M want -c 2 -s 1472}.
 */
class PathMtuTest {
  private static final String POD = "10.244.1.2";
  private static final String FAR = "10.244.2.2";
  private static final int FULL = 1500 - 28;

  private final OneNode node =
      new OneNode()
          .device("tun0", "tun", "10.8.0.5/24", "global", 1450)
          .route("main", "10.244.2.0/24", "tun0", "10.8.0.6", "")
          .sysctl("net.ipv4.ip_forward", "1");

  @Test
  void whoIsToldSendsFragments() {
    Walker.Result result = node.pingsFromPod(POD, FAR, FULL, true);
    assertEquals("delivered", result.walk().verdict());
    assertTrue(
        result.steps().stream().noneMatch(step -> step.packet().traits().unfragmented()),
        "the way that is shown is the fragments'");
  }

  @Test
  void whoMustNotFragmentIsRejected() {
    Walker.Result result = node.pingsFromPod(POD, FAR, FULL, false);
    assertEquals("rejected", result.walk().verdict());
    assertEquals(Loss.TOO_LARGE, result.walk().reason());
    assertEquals("delivered", node.pingsFromPod(POD, FAR, 1450 - 28, false).walk().verdict());
  }

  @Test
  void whoIsNotToldLosesAllThatIsFull() {
    node.iptables("filter", "OUTPUT", List.of("-p icmp", "--icmp-type 3/4"), "DROP");
    Walker.Result result = node.pingsFromPod(POD, FAR, FULL, true);
    Loss loss = result.loss().orElseThrow();
    assertEquals("dropped", loss.verdict());
    assertEquals(Loss.TOO_LARGE, loss.reason());
    assertEquals("ip-link.txt", loss.source().file());
    assertEquals("request", result.walk().direction());
    assertEquals(Optional.of("OUTPUT"), loss.notice().map(Loss::hook));
    assertEquals("lost", result.steps().get(result.steps().size() - 1).stage());
    assertEquals("delivered", node.pingsFromPod(POD, FAR, 1450 - 28, true).walk().verdict());
  }

  @Test
  void otherErrorsMayBeDropped() {
    node.iptables("filter", "OUTPUT", List.of("-p icmp", "--icmp-type 3/1"), "DROP");
    assertEquals("delivered", node.pingsFromPod(POD, FAR, FULL, true).walk().verdict());
  }

  /** Measured: the packet that is dropped had begun a connection that was never confirmed. */
  @Test
  void theMessageIsRelatedToTheConnectionThatItsPacketBegan() {
    node.iptables("filter", "OUTPUT", List.of("--ctstate INVALID"), "DROP");
    assertEquals("delivered", node.pingsFromPod(POD, FAR, FULL, true).walk().verdict());
    node.iptables("mangle", "OUTPUT", List.of("--ctstate RELATED"), "DROP");
    assertEquals("dropped", node.pingsFromPod(POD, FAR, FULL, true).walk().verdict());
  }
}
