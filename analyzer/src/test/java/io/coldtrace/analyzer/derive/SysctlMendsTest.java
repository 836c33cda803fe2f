package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.facts.kernel.SysctlSetting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What to change so that both load chains end with the sound value. */
class SysctlMendsTest {
  private static final List<String> KEYS =
      List.of("net.ipv4.ip_forward", "net.ipv4.conf.all.forwarding");

  private final List<Fact> facts = new ArrayList<>();

  private SysctlMendsTest file(String path, String link, String owner, String... lines) {
    facts.add(
        new SysctlFile(
            Source.NONE,
            path,
            Optional.of(link).filter(s -> !s.isEmpty()),
            1,
            1,
            Optional.of(owner).filter(s -> !s.isEmpty())));
    for (int i = 0; i < lines.length; i++) {
      String[] parts = lines[i].split("=", 2);
      Source source = new Source("node-1", "files" + path, i + 1);
      boolean exclude = parts.length == 1;
      String key = parts[0].replaceFirst("^-", "");
      facts.add(
          new SysctlSetting(
              source, path, key, exclude ? "" : parts[1], parts[0].startsWith("-"), exclude));
    }
    return this;
  }

  private void mends(String... expected) {
    assertEquals(
        List.of(expected),
        SysctlMends.of("node-1", KEYS, "1", facts).stream()
            .map(mend -> mend.path() + ":" + mend.line())
            .toList());
  }

  @Test
  void aSoundChainIsLeftAlone() {
    file("/etc/sysctl.d/50-a.conf", "", "", "net.ipv4.ip_forward=0");
    file("/etc/sysctl.d/99-k8s.conf", "", "", "net.ipv4.ip_forward=1");
    mends();
  }

  @Test
  void theLineThatHasTheLastWordIsMendedInItsFile() {
    file("/etc/sysctl.d/99-k8s.conf", "", "", "net.ipv4.ip_forward=1");
    file("/etc/sysctl.d/99-zz-a.conf", "", "", "kernel.x=1", "net.ipv4.ip_forward=0");
    mends("/etc/sysctl.d/99-zz-a.conf:2");
  }

  @Test
  void twoCulpritsOneBehindTheOtherAreBothMended() {
    file("/etc/sysctl.d/98-a.conf", "", "", "net.ipv4.ip_forward=0");
    file("/etc/sysctl.conf", "", "procps", "net.ipv4.conf.all.forwarding=0");
    // sysctl --system reads /etc/sysctl.conf last, the boot does not read it at all.
    mends("/etc/sysctl.conf:1", "/etc/sysctl.d/98-a.conf:1");
  }

  @Test
  void aLinkIsMendedWhereItLeads() {
    file("/etc/sysctl.conf", "", "procps", "net.ipv4.ip_forward=0");
    file("/etc/sysctl.d/99-sysctl.conf", "../sysctl.conf", "procps");
    mends("/etc/sysctl.conf:1");
  }

  @Test
  void aPackagesFileIsOverruledByOneThatIsReadAfterIt() {
    file("/usr/lib/sysctl.d/50-agent.conf", "", "agent", "net.ipv4.ip_forward=0");
    mends("/etc/sysctl.d/99-zz-kubernetes.conf:0");
  }

  @Test
  void alsoWhereTheirNameSortsLate() {
    file("/usr/lib/sysctl.d/zzz.conf", "", "agent", "net.ipv4.ip_forward=0");
    mends("/etc/sysctl.d/zzz.kubernetes.conf:0");
  }

  @Test
  void whatTheBootMakesAnewIsNotEdited() {
    file("/run/sysctl.d/60-a.conf", "", "", "net.ipv4.ip_forward=0");
    mends("/etc/sysctl.d/99-zz-kubernetes.conf:0");
  }

  @Test
  void aGlobKeepsWhatElseItSets() {
    file("/etc/sysctl.d/60-a.conf", "", "", "net.ipv4.*=0");
    mends("/etc/sysctl.d/99-zz-kubernetes.conf:0");
  }

  @Test
  void whereNoFileSetsItOneIsMade() {
    file("/etc/sysctl.d/60-a.conf", "", "", "kernel.x=0");
    mends("/etc/sysctl.d/99-zz-kubernetes.conf:0");
  }

  @Test
  void whereNoFileIsKnownNothingIsSaid() {
    mends();
  }
}
