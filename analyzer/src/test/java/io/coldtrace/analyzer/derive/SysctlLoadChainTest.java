package io.coldtrace.analyzer.derive;

import static io.coldtrace.analyzer.derive.SysctlLoadChain.Reader.SYSCTL_SYSTEM;
import static io.coldtrace.analyzer.derive.SysctlLoadChain.Reader.SYSTEMD_SYSCTL;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.facts.kernel.SysctlSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The two load chains: sysctl(8) --system and sysctl.d(5). */
class SysctlLoadChainTest {
  private static final String KEY = "net.ipv4.ip_forward";
  private static final List<String> KEYS = List.of(KEY, "net.ipv4.conf.all.forwarding");

  private final List<SysctlFile> files = new ArrayList<>();
  private final List<SysctlSetting> settings = new ArrayList<>();
  private boolean oldProcps;

  private SysctlLoadChainTest file(String path, String... lines) {
    return file(path, Optional.empty(), lines);
  }

  private SysctlLoadChainTest file(String path, Optional<String> link, String... lines) {
    files.add(new SysctlFile(Source.NONE, path, link, 1, 1, Optional.empty()));
    for (int i = 0; i < lines.length; i++) {
      String[] parts = lines[i].split("=", 2);
      boolean exclude = parts.length == 1;
      String key = parts[0].replaceFirst("^-", "");
      Source source = new Source("node-1", "files" + path, i + 1);
      String value = exclude ? "" : parts[1];
      boolean minus = !key.equals(parts[0]);
      settings.add(new SysctlSetting(source, path, key, value, minus, exclude));
    }
    return this;
  }

  private SysctlLoadChain chain() {
    return new SysctlLoadChain(files, settings, oldProcps);
  }

  private String last(SysctlLoadChain.Reader reader) {
    return chain().last(KEYS, reader).map(s -> s.value() + " by " + s.path()).orElse("nothing");
  }

  private void bothSay(String expected) {
    assertEquals(expected, last(SYSTEMD_SYSCTL));
    assertEquals(expected, last(SYSCTL_SYSTEM));
  }

  @Test
  void filesAreSortedByBaseNameOverAllFolders() {
    file("/etc/sysctl.d/10-a.conf").file("/usr/lib/sysctl.d/50-b.conf");
    file("/run/sysctl.d/30-c.conf").file("/usr/local/lib/sysctl.d/40-d.conf");
    List<String> expected =
        List.of(
            "/etc/sysctl.d/10-a.conf",
            "/run/sysctl.d/30-c.conf",
            "/usr/local/lib/sysctl.d/40-d.conf",
            "/usr/lib/sysctl.d/50-b.conf");
    assertEquals(expected, chain().order(SYSTEMD_SYSCTL));
    assertEquals(expected, chain().order(SYSCTL_SYSTEM));
  }

  @Test
  void theLastAssignmentWins() {
    file("/etc/sysctl.d/10-a.conf", KEY + "=1").file("/usr/lib/sysctl.d/50-b.conf", KEY + "=0");
    bothSay("0 by /usr/lib/sysctl.d/50-b.conf");
    file("/etc/sysctl.d/99-c.conf", KEY + "=0", KEY + "=1");
    bothSay("1 by /etc/sysctl.d/99-c.conf");
  }

  @Test
  void aNameCountsOnceFromTheFirstFolder() {
    file("/usr/lib/sysctl.d/50-a.conf", KEY + "=0").file("/etc/sysctl.d/50-a.conf", KEY + "=1");
    bothSay("1 by /etc/sysctl.d/50-a.conf");
  }

  @Test
  void aLinkToNothingMasksTheFileOfItsName() {
    file("/usr/lib/sysctl.d/50-a.conf", KEY + "=0");
    file("/etc/sysctl.d/50-a.conf", Optional.of("/dev/null"));
    bothSay("nothing");
  }

  @Test
  void whatIsNoConfOrInAnotherFolderDoesNotCount() {
    file("/etc/sysctl.d/50-a.conf.rpmsave", KEY + "=0").file("/etc/other/50-a.conf", KEY + "=0");
    file("/etc/sysctl.d/deeper/50-a.conf", KEY + "=0");
    bothSay("nothing");
  }

  @Test
  void sysctlConfComesLastForSysctlAndNotAtBoot() {
    file("/etc/sysctl.conf", KEY + "=1").file("/etc/sysctl.d/99-zz.conf", KEY + "=0");
    assertEquals("1 by /etc/sysctl.conf", last(SYSCTL_SYSTEM));
    assertEquals("0 by /etc/sysctl.d/99-zz.conf", last(SYSTEMD_SYSCTL));
  }

  @Test
  void sysctlConfCountsAtBootWhereALinkLeadsToIt() {
    file("/etc/sysctl.conf", KEY + "=1");
    assertEquals("nothing", last(SYSTEMD_SYSCTL));
    file("/etc/sysctl.d/99-sysctl.conf", Optional.of("../sysctl.conf"), KEY + "=1");
    assertEquals("1 by /etc/sysctl.d/99-sysctl.conf", last(SYSTEMD_SYSCTL));
    file("/etc/sysctl.d/99-zz.conf", KEY + "=0");
    assertEquals("0 by /etc/sysctl.d/99-zz.conf", last(SYSTEMD_SYSCTL));
  }

  /** The collector may have copied the file under its own name alone. */
  @Test
  void aLinkSaysWhatTheFileThatItLeadsToSays() {
    file("/etc/sysctl.conf", KEY + "=1");
    file("/etc/sysctl.d/99-sysctl.conf", Optional.of("../sysctl.conf"));
    assertEquals("1 by /etc/sysctl.conf", last(SYSTEMD_SYSCTL));
  }

  @Test
  void theFileToEditIsTheOneThatALinkLeadsTo() {
    file("/etc/sysctl.d/99-sysctl.conf", Optional.of("../sysctl.conf"), KEY + "=0");
    SysctlSetting setting = chain().last(KEYS, SYSTEMD_SYSCTL).orElseThrow();
    assertEquals("/etc/sysctl.conf", chain().file(setting));
  }

  @Test
  void oldProcpsReadsRunBeforeEtc() {
    file("/etc/sysctl.d/50-a.conf", KEY + "=1").file("/run/sysctl.d/50-a.conf", KEY + "=0");
    bothSay("1 by /etc/sysctl.d/50-a.conf");
    oldProcps = true;
    assertEquals("0 by /run/sysctl.d/50-a.conf", last(SYSCTL_SYSTEM));
    assertEquals("1 by /etc/sysctl.d/50-a.conf", last(SYSTEMD_SYSCTL));
  }

  @Test
  void forwardingOfAllIsTheSameParameter() {
    file("/etc/sysctl.d/10-a.conf", KEY + "=1");
    file("/etc/sysctl.d/20-b.conf", "net.ipv4.conf.all.forwarding=0");
    bothSay("0 by /etc/sysctl.d/20-b.conf");
    file("/etc/sysctl.d/30-c.conf", "net.ipv4.conf.default.forwarding=1");
    bothSay("0 by /etc/sysctl.d/20-b.conf");
  }

  @Test
  void aGlobCountsWhereNothingNamesTheParameter() {
    file("/etc/sysctl.d/50-a.conf", "net.ipv4.conf.*.forwarding=0");
    bothSay("0 by /etc/sysctl.d/50-a.conf");
    file("/etc/sysctl.d/10-b.conf", KEY + "=1");
    bothSay("1 by /etc/sysctl.d/10-b.conf");
  }

  @Test
  void aGlobStopsAtADot() {
    file("/etc/sysctl.d/50-a.conf", "net.*.forwarding=0", "net.ipv4.conf.a?.forwarding=0");
    bothSay("nothing");
    file("/etc/sysctl.d/50-b.conf", "net.ipv4.conf.[a-b]?l.forwarding=0");
    bothSay("0 by /etc/sysctl.d/50-b.conf");
  }

  @Test
  void aGlobMayExcludeLetters() {
    file("/etc/sysctl.d/50-a.conf", "net.ipv4.conf.[!a]ll.forwarding=0");
    bothSay("nothing");
    file("/etc/sysctl.d/50-b.conf", "net.ipv4.conf.[!b]ll.forwarding=0");
    bothSay("0 by /etc/sysctl.d/50-b.conf");
  }

  @Test
  void anUnfinishedGlobHarmsNothing() {
    file("/etc/sysctl.d/50-a.conf", "net.ipv4.conf.[a.forwarding=0", "[z-a]=0", "*[=0", "[]=1");
    bothSay("nothing");
  }

  @Test
  void anExclusionShieldsFromGlobsWhereverItStands() {
    file("/etc/sysctl.d/10-a.conf", "-net.ipv4.conf.all.forwarding");
    file("/etc/sysctl.d/50-a.conf", "net.ipv4.conf.*.forwarding=0");
    bothSay("nothing");
    file("/etc/sysctl.d/60-a.conf", "-" + KEY + "=1");
    bothSay("1 by /etc/sysctl.d/60-a.conf");
  }
}
