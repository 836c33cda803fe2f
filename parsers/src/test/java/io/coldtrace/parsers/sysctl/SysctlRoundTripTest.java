package io.coldtrace.parsers.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SysctlRoundTripTest {
  private static final String FILE = "files/etc/sysctl.d/99-x.conf";

  @ParameterizedTest
  @CsvSource({
    "net.ipv4.ip_forward, net.ipv4.ip_forward",
    "net/ipv4/ip_forward, net.ipv4.ip_forward",
    "net.ipv4.conf.eth0/100.rp_filter, net.ipv4.conf.eth0/100.rp_filter",
    "net/ipv4/conf/eth0.100/rp_filter, net.ipv4.conf.eth0/100.rp_filter",
    "/proc/sys/net/ipv4/conf/eth0.100/rp_filter, net.ipv4.conf.eth0/100.rp_filter",
    "net.ipv4.conf.*.rp_filter, net.ipv4.conf.*.rp_filter",
    "net/ipv4/conf/*/rp_filter, net.ipv4.conf.*.rp_filter"
  })
  void theFirstSeparatorTellsWhichOneSeparates(String written, String key) {
    assertEquals(key, SysctlKey.normalize(written));
  }

  @Property
  void settingsAreReadAsTheyWereWritten(
      @ForAll("keys") String key,
      @ForAll("values") String value,
      @ForAll boolean ignoreErrors,
      @ForAll("blanks") String blanks) {
    String line = (ignoreErrors ? "-" : "") + key + blanks + "=" + blanks + value;
    List<Fact> facts = Parsed.of("sysctl-conf", FILE, List.of(line)).facts();
    Source source = new Source("node-1", FILE, 1);
    assertEquals(
        List.of(
            new SysctlSetting(source, "/etc/sysctl.d/99-x.conf", key, value, ignoreErrors, false)),
        facts);
  }

  /** A file of the load chain, whichever of the two separators each line uses. */
  @Property(tries = 300)
  void aFileIsReadAsItWasWritten(@ForAll("files") List<Line> lines) {
    List<String> text = lines.stream().map(Line::text).toList();
    List<SysctlSetting> expected = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int number = i + 1;
      lines.get(i).setting(new Source("node-1", FILE, number)).ifPresent(expected::add);
    }
    LineLedger ledger = Parsed.of("sysctl-conf", FILE, text);
    assertEquals(expected, ledger.facts(), () -> String.join("\n", text));
    assertEquals(List.of(), ledger.unrecognized());
  }

  /** A line of such a file: a comment, a setting, or a key that is left out of a glob. */
  record Line(String kind, String key, boolean slashes, boolean dash, String value) {
    String text() {
      String written = slashes ? exchanged(key) : key;
      return switch (kind) {
        case "setting" -> (dash ? "-" : "") + written + " = " + value;
        case "exclude" -> "-" + written;
        default -> kind + value;
      };
    }

    private static String exchanged(String key) {
      return key.replace('/', ' ').replace('.', '/').replace(' ', '.');
    }

    Optional<SysctlSetting> setting(Source source) {
      boolean excludes = kind.equals("exclude");
      return kind.matches("setting|exclude")
          ? Optional.of(
              new SysctlSetting(
                  source,
                  "/etc/sysctl.d/99-x.conf",
                  key,
                  excludes ? "" : value,
                  excludes || dash,
                  excludes))
          : Optional.empty();
    }
  }

  @Provide
  Arbitrary<List<Line>> files() {
    return Combinators.combine(
            Arbitraries.of("setting", "setting", "exclude", "#", ";", "# "),
            keys(),
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            values())
        .as(Line::new)
        .list()
        .ofMaxSize(12);
  }

  @Property
  void whatTheKernelPrintsIsReadAsItIs(@ForAll("keys") String key, @ForAll("values") String value) {
    assertEquals(
        List.of(new Sysctl(new Source("node-1", "sysctl-a.txt", 1), key, value)),
        Parsed.lines("sysctl-a", key + " = " + value).facts());
  }

  @Provide
  Arbitrary<String> keys() {
    Arbitrary<String> part = Arbitraries.of("ipv4", "conf", "eth0/100", "rp_filter", "*", "a-b");
    return part.list().ofMinSize(1).ofMaxSize(5).map(parts -> "net." + String.join(".", parts));
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.strings().withCharRange(' ', '~').withChars("\té中").map(String::strip);
  }

  @Provide
  Arbitrary<String> blanks() {
    return Arbitraries.of("", " ", "\t", "   ");
  }
}
