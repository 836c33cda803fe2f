package io.coldtrace.parsers.probe;

import static io.coldtrace.parsers.Captures.assertLines;
import static io.coldtrace.parsers.Captures.facts;
import static io.coldtrace.parsers.Captures.parse;
import static io.coldtrace.parsers.Captures.parseText;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.capture.DnsOutput;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The three tools that ask a DNS server. */
class DnsToolsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bind-ok.txt            | 5: 10.96.0.10 kubernetes.default.svc.cluster.local [10.96.0.1] NOERROR
          bind-nxdomain.txt      | 4: 10.96.0.10 nothing.cluster.local [] NXDOMAIN
          bind-timeout.txt       | 1: - - [] TIMEOUT
          bind-refused.txt       | 1: - - [] UNREACHABLE
          busybox-ok.txt         | 5: 10.96.0.10 kubernetes.default.svc.cluster.local [10.96.0.1] NOERROR
          busybox-nxdomain.txt   | 4: 10.96.0.10 nothing.cluster.local [] NXDOMAIN
          busybox-refused.txt    | 1: - - [] UNREACHABLE
          busybox-no-data.txt    | 5: 10.96.0.10 kubernetes.default.svc.cluster.local [10.96.0.1] NOERROR
          busybox-old-ok.txt     | 5: 10.68.0.2 nginx [10.68.33.167] NOERROR
          busybox-old-failed.txt | 4: 10.96.0.10 kubernetes.default [] FAILED
          unexpected-source.txt  | 1: - - [] UNEXPECTED-SOURCE
          search-list.txt        | 9: 169.254.20.10 baidu.cluster.local [180.101.49.12, 180.101.49.11] NOERROR
          """)
  void readsNslookup(String fixture, String expected) {
    assertEquals(expected, read(new NslookupFileParser(), fixture));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ok.txt       | 16: 10.96.0.10 kubernetes.default.svc.cluster.local [10.96.0.1] NOERROR
          nxdomain.txt | 8: 10.96.0.10 nothing.cluster.local [] NXDOMAIN
          short.txt    | 1: - - [10.96.0.1] NOERROR
          timeout.txt  | 1: 10.0.0.66 - [] TIMEOUT
          refused.txt  | 1: 127.0.0.1 - [] UNREACHABLE
          """)
  void readsDig(String fixture, String expected) {
    assertEquals(expected, read(new DigFileParser(), fixture));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ok.txt       | 6: 10.96.0.10 kubernetes.default.svc.cluster.local [10.96.0.1] NOERROR
          nxdomain.txt | 6: 10.96.0.10 nothing.cluster.local [] NXDOMAIN
          timeout.txt  | 1: - - [] TIMEOUT
          """)
  void readsHost(String fixture, String expected) {
    assertEquals(expected, read(new HostFileParser(), fixture));
  }

  @Test
  void recordsThatAreNotKeptAreIgnored() {
    LineLedger ledger = parse(new DigFileParser(), "dnssec.txt");
    assertEquals(List.of("NOERROR"), statuses(ledger));
    assertLines(parseText(new NslookupFileParser(), "/ # nslookup kube-dns"), 0, 0, 1);
    assertLines(
        parseText(
            new NslookupFileParser(),
            "Non-authoritative answer:",
            "www.example.org\tcanonical name = example.org.",
            "Address: 192.0.2.7"),
        1,
        2,
        0);
  }

  private static List<String> statuses(LineLedger ledger) {
    return facts(ledger, DnsOutput.class).stream().map(DnsOutput::status).toList();
  }

  private static String read(FileParser parser, String fixture) {
    LineLedger ledger = parse(parser, fixture);
    assertEquals(List.of(), ledger.unrecognized());
    assertEquals(1, ledger.facts().size());
    DnsOutput dns = facts(ledger, DnsOutput.class).get(0);
    return String.format(
        "%d: %s %s %s %s",
        dns.source().line(),
        dns.server().isEmpty() ? "-" : dns.server(),
        dns.name().isEmpty() ? "-" : dns.name(),
        dns.answers(),
        dns.status());
  }
}
