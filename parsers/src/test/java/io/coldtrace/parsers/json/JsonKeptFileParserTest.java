package io.coldtrace.parsers.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.parsers.LineLedger.Fate;
import io.coldtrace.parsers.Parsed;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonKeptFileParserTest {
  private static int factLines(String... lines) {
    return Parsed.of("nft-ruleset-json", "x.json", List.of(lines)).count(Fate.FACT);
  }

  @Test
  void aDocumentIsUnderstoodAsAWholeOrNotAtAll() {
    assertEquals(2, factLines("{\"nftables\": [", "{\"metainfo\": {\"version\": \"1.0.6\"}}]}"));
    assertEquals(0, factLines("{\"nftables\": [", "{\"metainfo\": {\"version\": \"1.0.6\"}"));
    assertEquals(0, factLines("{\"tables\": []}"));
    assertEquals(0, factLines("no ruleset"));
  }
}
