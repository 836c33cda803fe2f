package io.coldtrace.analyzer.page;

import io.coldtrace.analyzer.derive.SysctlLoadChain;
import io.coldtrace.analyzer.derive.SysctlLoadChain.Reader;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kernel.SysctlSetting;
import io.coldtrace.report.Diagnosis;
import io.coldtrace.report.Evidence;
import io.coldtrace.report.LoadChain;
import io.coldtrace.report.Report;
import io.coldtrace.rules.FactBase;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which file won: the load chains of the kernel parameters that a diagnosis rests on. */
final class LoadChains {
  private static final int MOST = 4;

  private final FactBase facts;
  private final List<Fact> captured;

  LoadChains(FactBase facts, List<Fact> captured) {
    this.facts = facts;
    this.captured = captured;
  }

  List<LoadChain> of(Report report) {
    List<LoadChain> chains = new ArrayList<>();
    for (int i = 0; i < report.diagnoses().size(); i++) {
      int place = i;
      parameters(report.diagnoses().get(i)).stream()
          .limit(MOST)
          .forEach(parameter -> chains.addAll(of(place, parameter)));
    }
    return chains;
  }

  private record Parameter(String node, String key) {}

  /** Whose running value, or an assignment of it, is among the evidence. */
  private Set<Parameter> parameters(Diagnosis diagnosis) {
    Set<Parameter> parameters = new LinkedHashSet<>();
    for (Evidence by : diagnosis.evidence()) {
      Source line = new Source(by.node(), by.file(), by.line());
      facts.on(by.node(), Sysctl.class).stream()
          .filter(sysctl -> sysctl.source().equals(line))
          .forEach(sysctl -> parameters.add(new Parameter(by.node(), sysctl.key())));
      facts.on(by.node(), SysctlSetting.class).stream()
          .filter(setting -> setting.source().equals(line))
          .filter(setting -> parameters.stream().noneMatch(known -> sets(setting, known)))
          .filter(setting -> !running(by.node(), setting.key()).isEmpty())
          .forEach(setting -> parameters.add(new Parameter(by.node(), setting.key())));
    }
    return parameters;
  }

  private static boolean sets(SysctlSetting setting, Parameter parameter) {
    return SysctlLoadChain.names(parameter.key()).contains(setting.key());
  }

  private String running(String node, String key) {
    return facts.on(node, Sysctl.class).stream()
        .filter(sysctl -> sysctl.key().equals(key))
        .map(Sysctl::value)
        .findFirst()
        .orElse("");
  }

  /** At boot; and by hand, where another line wins then. */
  private List<LoadChain> of(int diagnosis, Parameter of) {
    SysctlLoadChain chain =
        SysctlLoadChain.of(
            captured.stream().filter(f -> f.source().node().equals(of.node())).toList());
    LoadChain boot = ladder(diagnosis, of, chain, Reader.SYSTEMD_SYSCTL, "boot");
    LoadChain system = ladder(diagnosis, of, chain, Reader.SYSCTL_SYSTEM, "system");
    List<LoadChain> both =
        setting(boot).equals(setting(system)) ? List.of(boot) : List.of(boot, system);
    return both.stream().filter(ladder -> !ladder.rungs().isEmpty()).toList();
  }

  private static List<LoadChain.Rung> setting(LoadChain ladder) {
    return ladder.rungs().stream().filter(rung -> rung.by().isPresent()).toList();
  }

  private LoadChain ladder(
      int diagnosis, Parameter of, SysctlLoadChain chain, Reader reader, String name) {
    List<String> same = SysctlLoadChain.names(of.key());
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
    return new LoadChain(diagnosis, of.node(), of.key(), name, running(of.node(), of.key()), rungs);
  }

  private static Evidence evidence(SysctlSetting setting) {
    Source source = setting.source();
    String text = setting.key() + " = " + setting.value();
    return new Evidence(source.node(), source.file(), source.line(), text);
  }
}
