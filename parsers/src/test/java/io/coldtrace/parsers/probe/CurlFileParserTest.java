package io.coldtrace.parsers.probe;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.HttpOutput;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;

class CurlFileParserTest {
  private final CurlFileParser parser = new CurlFileParser();

  @Test
  void readsTheStatus() {
    LineLedger ledger = parse(parser, "ok.txt");
    assertLines(ledger, 1, 0, 0);
    assertEquals(List.of(output(1, 200, "")), ledger.facts());
    LineLedger verbose = parse(parser, "ok-verbose.txt");
    assertLines(verbose, 2, 11, 0);
    assertEquals(List.of(output(13, 200, "")), verbose.facts());
  }

  @Test
  void withoutAnAnswerTheErrorDecides() {
    LineLedger refused = parse(parser, "refused-verbose.txt");
    assertEquals(
        List.of(
            output(
                5,
                0,
                "curl: (7) Failed to connect to 127.0.0.1 port 9154 after 0 ms: Couldn't connect to"
                    + " server")),
        refused.facts());
    assertEquals(List.of(), refused.unrecognized());
    LineLedger timeout = parse(parser, "timeout-verbose.txt");
    assertEquals(
        List.of(
            output(
                5,
                0,
                "curl: (28) Failed to connect to 10.0.0.66 port 9154 after 2001 ms: Timeout was"
                    + " reached")),
        timeout.facts());
    LineLedger meter = parse(parser, "timeout-meter.txt");
    assertLines(meter, 1, 5, 0);
  }

  @Test
  void otherThingsMayStandBeforeIt() {
    assertEquals(
        List.of(output(1, 503, "")),
        parseText(parser, "okhttp_code=503 time_connect=0.1 time_total=0.2").facts());
    assertEquals(List.of(output(1, 404, "")), parseText(parser, "404").facts());
    assertEquals(
        "curl: (7) couldn't connect to host",
        ((HttpOutput)
                parseText(parser, "  0     0    0  0curl: (7) couldn't connect to host")
                    .facts()
                    .get(0))
            .error());
    assertLines(parseText(parser, "<html>hello</html>"), 0, 0, 1);
  }

  private static HttpOutput output(int line, int status, String error) {
    return new HttpOutput(new Source("node-1", "curl.txt", line), status, error);
  }
}
