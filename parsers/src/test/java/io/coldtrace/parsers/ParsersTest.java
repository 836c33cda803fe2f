package io.coldtrace.parsers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ParsersTest {
  @Test
  void areSortedByKindAndWithoutDoubles() {
    List<String> kinds = Parsers.all().stream().map(FileParser::kind).toList();
    assertEquals(List.copyOf(new TreeSet<>(kinds)), kinds);
  }

  @Test
  void areFoundByKind() {
    assertEquals("sysctl-conf", Parsers.forKind("sysctl-conf").orElseThrow().kind());
    assertTrue(Parsers.forKind("sysctl").isEmpty());
  }
}
