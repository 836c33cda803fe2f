package io.coldtrace.rules.knowledge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What holds for every row of the knowledge tables. */
class KnowledgeTest {
  private static final String FOLDER = "/io/coldtrace/rules/knowledge/";

  @Test
  void everyAgentShowsSomethingAndSaysHowSureThatIs() {
    assertFalse(SecurityAgent.ALL.isEmpty());
    for (SecurityAgent agent : SecurityAgent.ALL) {
      assertTrue(Set.of("high", "med", "low").contains(agent.sure()), agent.toString());
      assertFalse(agent.product().isEmpty(), agent.toString());
      boolean nameless =
          agent.processes().isEmpty() && agent.units().isEmpty() && agent.modules().isEmpty();
      assertTrue(!nameless || agent.sure().equals("low"), agent.toString());
    }
  }

  @Test
  void noAgentsNameIsAnOrdinaryOne() {
    for (String name :
        List.of(
            "systemd", "bash", "sh", "sshd", "kubelet", "containerd", "java", "python3", "vim")) {
      assertEquals(
          List.of(),
          SecurityAgent.ALL.stream()
              .filter(agent -> agent.processes().stream().anyMatch(p -> p.matcher(name).matches()))
              .toList(),
          name);
    }
  }

  @Test
  void noSignOfAnotherPodNetworkIsFlannels() {
    for (String name :
        List.of("flannel.1", "kube-flannel-ds-x7k2p", "cni0", "eth0", "canal-x7k2p")) {
      assertTrue(
          PodNetworkSign.ALL.stream().noneMatch(sign -> sign.name().matcher(name).find()), name);
    }
    assertTrue(PodNetworkSign.ALL.stream().allMatch(s -> Set.of("pod", "link").contains(s.kind())));
  }

  @Test
  void everyChainHasAPatternAndAnOwner() {
    List<List<String>> rows = Table.rows(FOLDER + "chains.tsv", 5);
    assertEquals(rows.size(), rows.stream().map(row -> row.get(0)).distinct().count());
    for (List<String> row : rows) {
      Pattern.compile(row.get(0));
      assertFalse(row.get(2).isEmpty(), row.toString());
    }
    assertEquals("kube-proxy", ChainOwners.of("KUBE-SERVICES").orElse(""));
  }
}
