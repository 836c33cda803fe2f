package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import java.util.List;
import java.util.Optional;

/**
 * What a rule cannot do without: a kind of captured file ({@code sysctl-a}; {@code
 * ip6:iptables-save} is one of IPv6 alone, which does not count without that word), one of several
 * ({@code ip-link|ip-addr}), any fact of a type ({@code fact:KubePod}) or none ({@code
 * no-fact:OtherPodNetwork}), on the node of its fact; {@code cluster:} before it says anywhere.
 *
 * @param choices any of which will do
 * @param anywhere it need not be on the node of the fact
 * @param place where the rule has it
 */
record Need(List<String> choices, boolean anywhere, Place place) {
  private static final String CLUSTER = "cluster:";
  private static final String FACT = "fact:";
  private static final String NO_FACT = "no-fact:";

  /**
   * @param ofCluster the rule's facts belong to no node
   */
  static Need parse(String text, boolean ofCluster, Place place) {
    boolean anywhere = text.startsWith(CLUSTER);
    String choices = anywhere ? text.substring(CLUSTER.length()) : text;
    return new Need(List.of(choices.split("\\|", -1)), anywhere || ofCluster, place);
  }

  /** Whether facts of the type, or a rule without one, belong to no node. */
  static boolean ofCluster(Optional<Class<? extends Fact>> type) {
    return type.map(of -> of.getPackageName().endsWith(".kubernetes")).orElse(true);
  }

  /** Whether every type of fact among the choices exists. */
  boolean isKnown() {
    return choices.stream()
        .filter(Need::isOfFacts)
        .allMatch(choice -> FactNames.TYPES.containsKey(typeOf(choice)));
  }

  /** Whether the facts have it on the node; a fact of no node takes it from anywhere. */
  boolean isMet(FactBase facts, String node) {
    boolean any = anywhere || node.isEmpty();
    return choices.stream().anyMatch(choice -> has(facts, any, node, choice));
  }

  private static boolean has(FactBase facts, boolean any, String node, String choice) {
    if (isOfFacts(choice)) {
      var type = FactNames.TYPES.get(typeOf(choice));
      boolean none = (any ? facts.all(type) : facts.on(node, type)).isEmpty();
      return none == choice.startsWith(NO_FACT);
    }
    return any ? facts.has(choice) : facts.has(node, choice);
  }

  private static boolean isOfFacts(String choice) {
    return choice.startsWith(FACT) || choice.startsWith(NO_FACT);
  }

  private static String typeOf(String choice) {
    return choice.substring(choice.indexOf(':') + 1);
  }

  /** The kinds of captured files among the choices. */
  List<String> kinds() {
    return choices.stream()
        .filter(choice -> !isOfFacts(choice))
        .map(choice -> choice.replaceFirst("^" + FactBase.IPV6, ""))
        .toList();
  }

  /** As a report names it. */
  String name() {
    return String.join("|", choices).replace(NO_FACT, "no ").replace(FACT, "fact ");
  }
}
