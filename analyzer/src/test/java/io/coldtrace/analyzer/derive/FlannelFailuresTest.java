package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.Given.at;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.LogMessage;
import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.netfilter.IptablesChain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What keeps flannel from its work, and what does no more. */
class FlannelFailuresTest {
  private static final String LOG = "files/var/log/pods/kube-flannel_x/kube-flannel/0.log";

  private static List<String> failures(Fact... facts) {
    List<Fact> all = List.of(facts);
    return FlannelFailures.of(all, Places.of(all), List.of(), List.of(), List.of(), List.of())
        .stream()
        .map(failure -> failure.node() + " " + failure.kind())
        .toList();
  }

  private static LogMessage message(String id, int line, String text) {
    return new LogMessage(at("node-2", LOG, line), "component-log", id, "", text);
  }

  private static KubePod pod(String node, boolean ready) {
    KubeContainer container =
        new KubeContainer(
            at("node-1", "kubectl/pods.json", 40),
            "kube-flannel",
            "flannel",
            ready,
            7,
            ready ? "running" : "waiting",
            ready ? "" : "CrashLoopBackOff",
            "Error",
            1,
            List.of(),
            List.of());
    return new KubePod(
        at("node-1", "kubectl/pods.json", 9),
        "kube-flannel",
        "kube-flannel-ds-" + node,
        node,
        Given.address(node),
        true,
        "Running",
        ready,
        Map.of(),
        "DaemonSet/kube-flannel-ds",
        0,
        List.of(container));
  }

  @ParameterizedTest
  @CsvSource({
    "flannel-no-interface, Unable to find default route, no-interface",
    "flannel-api-failed, dial tcp 10.96.0.1:443: i/o timeout, api-unreachable",
    "flannel-api-failed, nodes is forbidden: User x, forbidden",
    "api-forbidden, nodes is forbidden: User x, forbidden",
    "flannel-api-failed, something else, api-failed",
    "flannel-iptables-failed, exit status 4, iptables-failed",
  })
  void aMessageTellsWhatIsWrong(String id, String text, String kind) {
    assertEquals(List.of("node-2 " + kind), failures(message(id, 3, text)));
  }

  @Test
  void aLeaseAfterItEndsIt() {
    LogMessage trouble = message("flannel-no-interface", 3, "");
    assertEquals(List.of(), failures(trouble, message("flannel-lease", 9, "")));
    assertEquals(1, failures(trouble, message("flannel-lease", 1, "")).size());
  }

  @Test
  void aPodThatIsReadyHasGotOverIt() {
    LogMessage trouble = message("flannel-no-interface", 3, "");
    assertEquals(List.of(), failures(trouble, pod("node-2", true)));
    assertEquals(
        List.of("node-2 down", "node-2 no-interface"), failures(trouble, pod("node-2", false)));
  }

  @Test
  void chainsThatAreThereWereWritten() {
    Fact chain =
        new IptablesChain(
            at("node-2", "iptables-save.txt", 3), "nft", "ip", "filter", "FLANNEL-FWD", "-", 0, 0);
    assertEquals(List.of(), failures(message("flannel-iptables-failed", 3, ""), chain));
  }

  @Test
  void whatOtherProgramsSayIsNotFlannels() {
    LogMessage other =
        new LogMessage(
            at("node-2", "journal.txt", 3), "journal", "api-unreachable", "", "dial tcp: refused");
    assertEquals(List.of(), failures(other));
  }

  @Test
  void aNodeWithoutTheProcessThatOthersHaveIsWithoutFlannel() {
    List<Fact> facts = new ArrayList<>();
    for (String node : List.of("node-1", "node-2")) {
      for (int pid = 1; pid < 8; pid++) {
        String name = pid == 7 && node.equals("node-1") ? "flanneld" : "p" + pid;
        facts.add(
            new HostProcess(
                at(node, "ps.txt", pid + 1), pid, 1, "root", "S", name, "/" + name, -1));
      }
    }
    assertEquals(List.of("node-2 down"), failures(facts.toArray(Fact[]::new)));
  }

  private static CapturedFile lookedFor(String state) {
    return new CapturedFile(
        at("node-2", "manifest.tsv", 36),
        "-",
        "flannel-subnet-env",
        "",
        -1,
        0,
        0,
        0,
        state,
        "-",
        "-");
  }

  private static KubeNode node(String name) {
    return new KubeNode(
        at("node-1", "kubectl/nodes.json", 10),
        name,
        List.of(),
        name,
        List.of(),
        "True",
        "",
        "",
        Map.of(),
        Map.of(),
        Map.of());
  }

  @Test
  void aPodNetworkIsMissedWhereFlannelIsToRun() {
    assertEquals(
        List.of("node-2 no-podcidr"),
        failures(pod("node-2", true), node("node-2"), node("virtual")));
    assertEquals(List.of(), failures(node("node-2")), "nobody uses flannel here");
  }

  @Test
  void theFileOfTheSubnetIsMissedWhereItIsUsed() {
    Fact other =
        new HostSetting(at("node-1", "subnet.env", 2), "/run", "FLANNEL_SUBNET", "10.244.1.1/24");
    assertEquals(List.of("node-2 subnet-env-missing"), failures(other, lookedFor("missing")));
    assertEquals(List.of(), failures(lookedFor("missing")), "nobody uses flannel here");
    assertEquals(List.of(), failures(other, lookedFor("skipped:budget")));
  }
}
