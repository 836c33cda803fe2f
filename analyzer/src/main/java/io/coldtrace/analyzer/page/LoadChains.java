package io.coldtrace.analyzer.page;

import io.coldtrace.analyzer.derive.SysctlLoadChain;
import io.coldtrace.analyzer.derive.SysctlLoadChain.Reader;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.SysctlOrigin;
import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.LoadChain;
import io.coldtrace.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Which file won: the load chains of the kernel parameters that a diagnosis rests on. */
final class LoadChains {
  private final List<Fact> captured;

  LoadChains(List<Fact> captured) {
    this.captured = captured;
  }

  List<LoadChain> of(Report report, List<SysctlOrigin> origins) {
    List<LoadChain> chains = new ArrayList<>();
    for (int i = 0; i < report.diagnoses().size(); i++) {
      Set<Source> lines = lines(report.diagnoses().get(i));
      for (SysctlOrigin origin : origins) {
        if (lines.contains(origin.source())
            || lines.contains(origin.bootSource())
            || lines.contains(origin.systemSource())) {
          chains.addAll(of(i, origin));
        }
      }
    }
    return chains;
  }

  private static Set<Source> lines(Diagnosis diagnosis) {
    return diagnosis.evidence().stream()
        .map(by -> new Source(by.node(), by.file(), by.line()))
        .filter(source -> source.line() > 0)
        .collect(Collectors.toSet());
  }

  /** At boot and by hand, where the two differ. */
  private List<LoadChain> of(int diagnosis, SysctlOrigin origin) {
    SysctlLoadChain chain =
        SysctlLoadChain.of(
            captured.stream().filter(f -> f.source().node().equals(origin.node())).toList());
    LoadChain boot = ladder(diagnosis, origin, chain, Reader.SYSTEMD_SYSCTL, "boot");
    LoadChain system = ladder(diagnosis, origin, chain, Reader.SYSCTL_SYSTEM, "system");
    List<LoadChain> both =
        boot.rungs().equals(system.rungs()) ? List.of(boot) : List.of(boot, system);
    return both.stream().filter(ladder -> !ladder.rungs().isEmpty()).toList();
  }

  private static LoadChain ladder(
      int diagnosis, SysctlOrigin origin, SysctlLoadChain chain, Reader reader, String name) {
    List<String> keys = List.of(origin.key(), "net.ipv4.conf.all.forwarding");
    List<String> same = origin.key().equals("net.ipv4.ip_forward") ? keys : keys.subList(0, 1);
    Optional<SysctlSetting> winner = chain.last(same, reader);
    List<LoadChain.Rung> rungs = new ArrayList<>();
    for (String path : chain.order(reader)) {
      Optional<SysctlSetting> sets =
          chain.settings(path).stream()
              .filter(each -> same.contains(each.key()) || winner.equals(Optional.of(each)))
              .reduce((first, second) -> second);
      rungs.add(
          new LoadChain.Rung(
              path,
              sets.map(LoadChains::evidence),
              sets.map(SysctlSetting::value).orElse(""),
              sets.isPresent() && sets.equals(winner)));
    }
    return new LoadChain(diagnosis, origin.node(), origin.key(), name, origin.value(), rungs);
  }

  private static Evidence evidence(SysctlSetting setting) {
    Source source = setting.source();
    String text = setting.key() + " = " + setting.value();
    return new Evidence(source.node(), source.file(), source.line(), text);
  }
}
