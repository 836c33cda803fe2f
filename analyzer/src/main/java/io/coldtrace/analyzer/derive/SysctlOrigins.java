package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.derived.SysctlMend;
import io.coldtrace.facts.derived.SysctlOrigin;
import io.coldtrace.facts.kernel.HostSetting;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.facts.kernel.SysctlFile;
import io.coldtrace.facts.kernel.SysctlSetting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where a kernel parameter's value comes from, by both load chains: that of {@code sysctl --system}
 * (sysctl(8)) and that of the boot, systemd-sysctl (sysctl.d(5)).
 */
final class SysctlOrigins {
  /** Parameters whose origin rules ask for, and what a node of a cluster needs of them. */
  private static final Map<String, String> SOUND = Map.of("net.ipv4.ip_forward", "1");

  private SysctlOrigins() {}

  /** One fact for each such parameter of each node. */
  static List<SysctlOrigin> of(Collection<? extends Fact> facts) {
    Map<String, List<Fact>> byNode =
        facts.stream().collect(Collectors.groupingBy(fact -> fact.source().node()));
    List<SysctlOrigin> origins = new ArrayList<>();
    byNode.keySet().stream()
        .sorted()
        .forEach(
            node ->
                SOUND.keySet().stream()
                    .sorted()
                    .forEach(key -> origin(node, key, byNode.get(node)).ifPresent(origins::add)));
    return origins;
  }

  /** What to change in the files of each node so that they keep their sound values. */
  static List<SysctlMend> mends(Collection<? extends Fact> facts) {
    Map<String, List<Fact>> byNode =
        facts.stream()
            .filter(SysctlOrigins::ofChain)
            .collect(Collectors.groupingBy(fact -> fact.source().node()));
    List<SysctlMend> mends = new ArrayList<>();
    byNode.keySet().stream()
        .sorted()
        .forEach(
            node ->
                SOUND.forEach(
                    (key, sound) ->
                        mends.addAll(
                            SysctlMends.of(
                                node, SysctlLoadChain.names(key), sound, byNode.get(node)))));
    return mends;
  }

  private static boolean ofChain(Fact fact) {
    return fact instanceof SysctlFile
        || fact instanceof SysctlSetting
        || fact instanceof HostSetting;
  }

  private static Optional<SysctlOrigin> origin(String node, String key, List<Fact> facts) {
    Optional<Sysctl> running =
        facts.stream()
            .filter(Sysctl.class::isInstance)
            .map(Sysctl.class::cast)
            .filter(sysctl -> sysctl.key().equals(key))
            .findFirst();
    if (running.isEmpty()) {
      return Optional.empty();
    }
    SysctlLoadChain chain = SysctlLoadChain.of(facts);
    Optional<SysctlSetting> system =
        chain.last(SysctlLoadChain.names(key), SysctlLoadChain.Reader.SYSCTL_SYSTEM);
    Optional<SysctlSetting> boot =
        chain.last(SysctlLoadChain.names(key), SysctlLoadChain.Reader.SYSTEMD_SYSCTL);
    return Optional.of(
        new SysctlOrigin(
            running.get().source(),
            node,
            key,
            running.get().value(),
            system.map(SysctlSetting::value).orElse(""),
            system.map(chain::file).orElse(""),
            system.map(SysctlSetting::source).orElse(Source.NONE),
            boot.map(SysctlSetting::value).orElse(""),
            boot.map(chain::file).orElse(""),
            boot.map(SysctlSetting::source).orElse(Source.NONE),
            facts.stream().anyMatch(f -> f instanceof SysctlFile || f instanceof SysctlSetting)));
  }
}
