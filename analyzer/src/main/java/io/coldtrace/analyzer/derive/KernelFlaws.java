package io.coldtrace.analyzer.derive;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.KernelFlaw;
import io.coldtrace.facts.kernel.KernelVersion;
import io.coldtrace.rules.knowledge.KnownKernel;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Faults that the nodes' kernels are known to have. */
final class KernelFlaws {
  private KernelFlaws() {}

  static List<KernelFlaw> of(Collection<? extends Fact> facts) {
    List<KernelFlaw> flaws = new ArrayList<>();
    for (KernelVersion kernel : Facts.only(facts, KernelVersion.class)) {
      KnownKernel.ALL.stream()
          .filter(known -> known.covers(kernel.release()))
          .findFirst()
          .ifPresent(
              known ->
                  flaws.add(
                      new KernelFlaw(
                          kernel.source(),
                          kernel.source().node(),
                          kernel.release(),
                          known.flaw(),
                          known.fixedIn(),
                          known.effect(),
                          known.effectChinese())));
    }
    return flaws;
  }
}
