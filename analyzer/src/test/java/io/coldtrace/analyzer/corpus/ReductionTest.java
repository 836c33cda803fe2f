package io.coldtrace.analyzer.corpus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.archive.SnapshotWriter;
import io.coldtrace.analyzer.archive.WrittenFile;
import io.coldtrace.analyzer.diagnose.Essence;
import io.coldtrace.rules.RuleCatalog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReductionTest {
  private static final RuleCatalog RULES = RuleCatalog.builtIn().catalog();

  private static List<Member> members(Path snapshot) {
    return Snapshot.members(Inputs.of(List.of(snapshot)), Limits.DEFAULT);
  }

  @Test
  void aFirewallsIncidentReadsLikeAStory(@TempDir Path folder) throws IOException {
    Path incident = Path.of("..", "corpus", "firewalld-nftables");
    List<Member> left = Reduction.of(members(incident), RULES, true, stage -> {});
    Path reduced = folder.resolve("reduced");
    try (SnapshotWriter out = SnapshotWriter.at(reduced)) {
      for (WrittenFile file : Reduction.written(left)) {
        out.accept(file);
      }
    }
    int lines = left.stream().mapToInt(member -> member.lines().size()).sum();
    assertTrue(lines < 100, lines + " lines");
    Essence whole = essence(incident);
    assertEquals("firewalld-nft-backend", whole.causes().get(0).id());
    assertEquals(whole, essence(reduced));
  }

  private static Essence essence(Path snapshot) {
    return Essence.of(Snapshot.read(Inputs.of(List.of(snapshot)), Limits.DEFAULT).facts(), RULES);
  }

  @Test
  void ofJsonTheObjectsThatMatterAreLeft() throws IOException {
    JsonTree tree =
        new JsonTree(
            new ObjectMapper()
                .readTree(
                    "{\"items\": [{\"a\": 1, \"b\": [2, 3]}, {\"a\": 4}], \"kind\": \"List\"}"));
    tree.reduce(lines -> lines.stream().anyMatch(line -> line.matches(".*\\[.*\\b3\\b.*\\].*")));
    String expected = new ObjectMapper().readTree("{\"items\": [{\"b\": [3]}]}").toPrettyString();
    assertEquals(expected.lines().toList(), tree.lines());
  }
}
