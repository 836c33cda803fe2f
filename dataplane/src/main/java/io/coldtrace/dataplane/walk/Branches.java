package io.coldtrace.dataplane.walk;

import io.coldtrace.dataplane.netfilter.Decision;
import io.coldtrace.dataplane.walk.Walker.Branch;
import io.coldtrace.dataplane.walk.Walker.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What the branches of a walk come to, as a tree of choices. */
final class Branches {
  private Branches() {}

  /** A branch and the choices that led there. */
  record Taken(List<Choices.Choice> path, Branch branch) {}

  /**
   * The verdict of branches together.
   *
   * @param shown the branch that explains it
   */
  record Verdict(String text, Optional<Loss> loss, Result shown) {
    boolean lost() {
      return text.equals("dropped") || text.equals("rejected");
    }
  }

  /** Branches of one choice that chance makes. */
  static List<Taken> alike(List<Branch> branches) {
    List<Taken> taken = new ArrayList<>();
    for (Branch branch : branches) {
      Choices.Choice choice = new Choices.Choice(taken.size(), branches.size(), Optional.empty());
      taken.add(new Taken(List.of(choice), branch));
    }
    return taken;
  }

  static Verdict fold(List<Taken> branches) {
    return fold(branches, 0);
  }

  private static Verdict fold(List<Taken> branches, int depth) {
    Taken first = branches.get(0);
    if (first.path().size() <= depth) {
      Result result = first.branch().result();
      return new Verdict(result.walk().verdict(), result.loss(), result);
    }
    Map<Integer, List<Taken>> ways = new TreeMap<>();
    for (Taken branch : branches) {
      ways.computeIfAbsent(branch.path().get(depth).taken(), way -> new ArrayList<>()).add(branch);
    }
    List<Verdict> verdicts = ways.values().stream().map(way -> fold(way, depth + 1)).toList();
    return join(verdicts, first.path().get(depth).doubt());
  }

  private static Verdict join(List<Verdict> verdicts, Optional<Decision> doubt) {
    Optional<Verdict> unknown =
        verdicts.stream().filter(verdict -> verdict.text().equals("unknown")).findFirst();
    Optional<Verdict> lost = verdicts.stream().filter(Verdict::lost).findFirst();
    boolean same = verdicts.stream().map(Verdict::text).distinct().count() == 1;
    if (same || verdicts.stream().allMatch(Verdict::lost)) {
      return verdicts.get(0);
    }
    if (unknown.isPresent()) {
      return unknown.get();
    }
    Verdict shown = lost.orElse(verdicts.get(0));
    return doubt
        .map(rule -> new Verdict("unknown", Optional.of(Loss.unsettled(rule)), shown.shown()))
        .orElse(new Verdict("mixed", shown.loss(), shown.shown()));
  }
}
