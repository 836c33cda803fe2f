package io.coldtrace.analyzer.mutation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.mutation.MutationRun.Variant;
import io.coldtrace.rules.RuleCatalog;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Faults written into a healthy incident's text are diagnosed as such; the rest is quiet. */
@Tag("slow")
class MutationRunTest {
  private static final int VARIANTS = 63;

  @Test
  void theFirstDiagnosisNamesTheFaultOnItsNode() {
    List<Member> healthy =
        Snapshot.members(
            Inputs.of(List.of(Path.of("..", "corpus", "healthy-plain"))), Limits.DEFAULT);
    List<Variant> variants =
        MutationRun.of(healthy, RuleCatalog.builtIn().catalog(), 7, VARIANTS, stage -> {});
    List<Variant> wrong = variants.stream().filter(each -> !each.right()).toList();
    System.out.println(
        "mutations: " + (VARIANTS - wrong.size()) + " of " + VARIANTS + " diagnosed right");
    assertEquals(VARIANTS, variants.size());
    assertEquals(List.of(), wrong);
  }
}
