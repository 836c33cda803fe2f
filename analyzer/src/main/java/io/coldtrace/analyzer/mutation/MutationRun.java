package io.coldtrace.analyzer.mutation;

import io.coldtrace.analyzer.archive.Member;
import io.coldtrace.analyzer.archive.ParsedFile;
import io.coldtrace.analyzer.archive.Snapshot;
import io.coldtrace.analyzer.diagnose.Essence;
import io.coldtrace.rules.RuleCatalog;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Faults written into the text of a healthy snapshot, and what is diagnosed then. */
public final class MutationRun {
  private MutationRun() {}

  /**
   * One variant.
   *
   * @param command makes the same fault on the node itself
   * @param expected the first diagnosis that is right; empty if there must be none
   * @param found the first diagnosis; empty if there is none
   * @param nodes its nodes
   * @param breaks whether the model loses a probe by it
   */
  public record Variant(
      String fault,
      String node,
      String command,
      String expected,
      String found,
      List<String> nodes,
      String confidence,
      boolean breaks) {
    /** Whether it must raise no alarm. */
    public boolean harmless() {
      return expected.isEmpty();
    }

    /**
     * Whether the first diagnosis names the fault on its node; of a harmless one, whether it is
     * quiet. A fault that loses no probe is none, and what loses one is not harmless.
     */
    public boolean right() {
      return breaks != harmless()
          && found.equals(expected)
          && (harmless() || nodes.equals(List.of(node)));
    }
  }

  /**
   * Draws variants.
   *
   * @param healthy a snapshot in which nothing is wrong
   * @param seed the same seed draws the same
   */
  public static List<Variant> of(
      List<Member> healthy, RuleCatalog rules, long seed, int count, Consumer<String> progress) {
    List<String> nodes = List.copyOf(new TreeSet<>(healthy.stream().map(Member::node).toList()));
    List<Mutation> mutations = Mutation.all();
    Random dice = new Random(seed);
    Map<Member, ParsedFile> known = new HashMap<>();
    List<List<String>> asPredicted = manifests(MutatedProbes.of(healthy, known));
    List<Variant> variants = new ArrayList<>();
    while (variants.size() < count) {
      Mutation mutation = mutations.get(variants.size() % mutations.size());
      Victim victim = new Victim(nodes.get(dice.nextInt(nodes.size())), healthy, dice);
      Optional<String> command = mutation.write().apply(victim);
      if (command.isEmpty()) {
        throw new IllegalArgumentException(
            victim.node()
                + " cannot have "
                + mutation.name()
                + ": is this a cluster with flannel's VXLAN?");
      }
      progress.accept(mutation.name() + " on " + victim.node());
      if (known.size() > 4 * healthy.size()) {
        known.keySet().retainAll(healthy);
      }
      variants.add(variant(mutation, victim, command.get(), rules, known, asPredicted));
    }
    return variants;
  }

  private static Variant variant(
      Mutation mutation,
      Victim victim,
      String command,
      RuleCatalog rules,
      Map<Member, ParsedFile> known,
      List<List<String>> asPredicted) {
    List<Member> members = MutatedProbes.of(victim.members(), known);
    Essence essence = Essence.of(Snapshot.of(members, known).facts(), rules);
    Optional<Essence.Named> first = essence.causes().stream().findFirst();
    boolean breaks = !manifests(members).equals(asPredicted);
    return new Variant(
        mutation.name(),
        victim.node(),
        command,
        mutation.expected(),
        first.map(Essence.Named::id).orElse(""),
        first.map(Essence.Named::nodes).orElse(List.of()),
        first.map(each -> each.confidence().word()).orElse(""),
        breaks);
  }

  private static List<List<String>> manifests(List<Member> members) {
    return members.stream()
        .filter(member -> member.path().equals("manifest.tsv"))
        .map(Member::lines)
        .toList();
  }
}
