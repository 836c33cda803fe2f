package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.UnsoundSysctl;
import io.coldtrace.facts.kernel.Sysctl;
import io.coldtrace.rules.knowledge.SoundSysctl;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Kernel parameters whose running value the pod network suffers from. */
final class UnsoundSysctls {
  private UnsoundSysctls() {}

  static List<UnsoundSysctl> of(Collection<? extends Fact> facts) {
    List<UnsoundSysctl> unsound = new ArrayList<>();
    for (Fact fact : facts) {
      if (fact instanceof Sysctl sysctl) {
        SoundSysctl known = SoundSysctl.ALL.get(sysctl.key());
        if (known != null && !known.isSound(sysctl.value())) {
          unsound.add(
              new UnsoundSysctl(
                  sysctl.source(),
                  sysctl.source().node(),
                  sysctl.key(),
                  sysctl.value(),
                  known.sound(),
                  known.bound(),
                  known.effect(),
                  known.effectChinese()));
        }
      }
    }
    return unsound;
  }
}
