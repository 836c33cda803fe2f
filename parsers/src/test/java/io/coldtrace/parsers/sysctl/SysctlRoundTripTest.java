package io.coldtrace.parsers.sysctl;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.parsers.Parsed;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
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
