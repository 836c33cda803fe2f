package io.coldtrace.analyzer.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.facts.Fact;
import io.coldtrace.report.Difference;
import io.coldtrace.report.Difference.Change;
import io.coldtrace.report.DifferencePage;
import io.coldtrace.report.Messages;
import io.coldtrace.rules.RuleCatalog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final RuleCatalog RULES = RuleCatalog.builtIn().catalog();
  private static final List<Member> HEALTHY =
      Snapshot.members(
          Inputs.of(List.of(Path.of("..", "corpus", "healthy-plain"))), Limits.DEFAULT);

  private static List<Fact> facts(Function<Member, List<String>> lines) {
    List<Member> members = HEALTHY.stream().map(each -> each.withLines(lines.apply(each))).toList();
    return Snapshot.of(members, new HashMap<>()).facts();
  }

  private static Difference against(Function<Member, List<String>> lines) {
    return Comparison.of("", facts(Member::lines), facts(lines), RULES);
  }

  @Test
  void theSameIsTheSame() {
    assertTrue(against(Member::lines).isEmpty());
  }

  @Test
  void orderAndCountersAreNoDifference() {
    Difference difference =
        against(
            member -> {
              List<String> lines = new ArrayList<>(member.lines());
              if (member.path().equals("sysctl-a.txt")) {
                Collections.shuffle(lines, new Random(1));
              }
              lines.replaceAll(line -> line.replaceFirst("^\\[[0-9]+:[0-9]+\\]", "[7:77]"));
              return lines;
            });
    assertEquals(List.of(), difference.facts());
    assertTrue(difference.isEmpty());
  }

  @Test
  void aChangeIsNamedWithWhatItDoes() {
    String node = HEALTHY.get(0).node();
    Difference difference =
        against(
            member ->
                member.node().equals(node) && member.path().equals("sysctl-a.txt")
                    ? member.lines().stream()
                        .map(
                            line ->
                                line.replaceFirst("^(net.ipv4.*forward(?:ing)?) = 1$", "$1 = 0"))
                        .toList()
                    : member.lines());
    assertTrue(
        difference.facts().contains(new Change(node, "sysctl", "net.ipv4.ip_forward", "1", "0")),
        difference.facts().toString());
    assertTrue(
        difference.flows().stream()
            .anyMatch(flow -> flow.before().equals("delivered") && flow.after().equals("dropped")),
        difference.flows().toString());
  }

  @Test
  void healthySiblingsAreNotOdd() {
    List<Fact> facts = facts(Member::lines);
    for (String node : OddNode.nodes(facts)) {
      List<Change> odd = OddNode.of(node, facts).facts();
      assertTrue(
          odd.stream().noneMatch(change -> change.kind().equals("sysctl")), node + ": " + odd);
    }
  }

  @Test
  void anOddNodeIs() {
    List<Fact> facts =
        Snapshot.read(
                Inputs.of(List.of(Path.of("..", "corpus", "ip-forward-set-at-run-time"))),
                Limits.DEFAULT)
            .facts();
    List<Change> odd = OddNode.of("worker-2", facts).facts();
    assertTrue(
        odd.contains(new Change("worker-2", "sysctl", "net.ipv4.ip_forward", "1", "0")),
        odd.toString());
  }

  /** Everything that our words are made of is in the reader's language, whatever changed. */
  @Test
  void aChinesePageHasNoEnglishOfOurOwn() {
    List<Fact> before = incident("healthy-plain");
    List<Fact> after = incident("firewalld-nftables");
    Set<String> kinds = new TreeSet<>(Set.of("node", "pod"));
    for (List<Fact> facts : List.of(before, after, incident("healthy-docker"))) {
      Comparison.statements(facts).keySet().forEach(subject -> kinds.add(subject.kind()));
    }
    assertTrue(kinds.size() > 15, kinds.toString());
    Messages messages = Messages.of(Locale.SIMPLIFIED_CHINESE);
    kinds.removeIf(kind -> !messages.name("difference.kind", kind).equals(kind));
    assertEquals(Set.of(), kinds);
    Difference difference = Comparison.of("", before, after, RULES);
    assertFalse(difference.diagnoses().isEmpty() || difference.probes().isEmpty());
    String page = DifferencePage.html(difference, Locale.SIMPLIFIED_CHINESE);
    String ours =
        page.replaceAll("(?s)<(style|code)[^>]*>.*?</\\1>", "").replaceAll("<[^>]*>", " | ");
    assertFalse(Pattern.compile("[a-z]+ [a-z]+").matcher(ours).find(), ours);
  }

  private static List<Fact> incident(String id) {
    Path folder = Path.of("..", "corpus", id);
    return Snapshot.read(Inputs.of(List.of(folder)), Limits.DEFAULT).facts();
  }
}
