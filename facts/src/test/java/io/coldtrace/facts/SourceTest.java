package io.coldtrace.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SourceTest {
  @Test
  void linesSortAsNumbersWithinTheirFile() {
    Source second = new Source("node-1", "ss.txt", 2);
    Source tenth = new Source("node-1", "ss.txt", 10);
    Source earlierFile = new Source("node-1", "ip-addr.txt", 99);
    Source otherNode = new Source("node-0", "ss.txt", 99);
    assertEquals(
        List.of(otherNode, earlierFile, second, tenth),
        Stream.of(tenth, second, earlierFile, otherNode).sorted().toList());
  }

  @Test
  void aSourcePrintsAsEditorsJumpToIt() {
    assertEquals("node-2/sysctl-a.txt:412", new Source("node-2", "sysctl-a.txt", 412).toString());
  }
}
