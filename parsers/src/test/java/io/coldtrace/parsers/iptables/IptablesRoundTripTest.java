package io.coldtrace.parsers.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.RuleOption;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.Parsed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rules written as iptables-save writes them are read as what they were. */
class IptablesRoundTripTest {
  /** A whole listing, as one node's. */
  @Property(tries = 200)
  void aWrittenListingIsReadAsItWas(@ForAll("listings") List<Rule> rules) {
    List<String> lines = new ArrayList<>(List.of("*filter"));
    rules.stream().map(Rule::chain).distinct().forEach(c -> lines.add(":" + c + " - [1:2]"));
    rules.forEach(rule -> lines.add("[5:60] " + written(rule)));
    lines.add("COMMIT");
    LineLedger ledger = Parsed.of("iptables-save", "iptables-legacy-save.txt", lines);
    assertEquals(List.of(), ledger.unrecognized(), () -> String.join("\n", lines));
    List<Rule> read =
        ledger.facts().stream()
            .filter(IptablesRule.class::isInstance)
            .map(fact -> of((IptablesRule) fact))
            .toList();
    assertEquals(rules, read);
    Map<String, Integer> positions = new HashMap<>();
    for (Fact fact : ledger.facts()) {
      if (fact instanceof IptablesRule rule) {
        assertEquals(positions.merge(rule.chain(), 1, Integer::sum), rule.position());
        assertEquals("filter", rule.table());
      }
    }
  }

  @Provide
  Arbitrary<List<Rule>> listings() {
    return rules().list().ofMinSize(1).ofMaxSize(20);
  }

  private static Rule of(IptablesRule rule) {
    return new Rule(rule.chain(), rule.matches(), rule.target(), rule.targetOptions());
  }

  private static String written(Rule rule) {
    return "-A "
        + rule.chain
        + rule.matches.stream().map(o -> written(o, true)).collect(Collectors.joining())
        + " -j "
        + rule.target
        + rule.targetOptions.stream().map(o -> written(o, false)).collect(Collectors.joining());
  }

  record Rule(
      String chain, List<RuleOption> matches, String target, List<RuleOption> targetOptions) {}

  @Property(tries = 2000)
  void writtenRulesAreReadAsTheyWere(@ForAll("rules") Rule rule, @ForAll boolean counted) {
    String line = (counted ? "[5:60] " : "") + written(rule);
    IptablesRule read = (IptablesRule) Parsed.lines("iptables-save", "*nat", line).facts().get(0);
    assertEquals(rule, of(read), line);
    assertEquals(counted ? 60 : -1, read.bytes());
  }

  private static String written(RuleOption option, boolean isMatch) {
    String module = isMatch && !option.module().isEmpty() ? " -m " + option.module() : "";
    String name = option.name().isEmpty() ? "" : (option.negated() ? " ! " : " ") + option.name();
    return module
        + name
        + option.arguments().stream()
            .map(IptablesRoundTripTest::quoted)
            .collect(Collectors.joining());
  }

  /** As xtables_save_string does. */
  private static String quoted(String text) {
    return text.matches("[A-Za-z0-9_.:/,-]+")
        ? " " + text
        : " \"" + text.replaceAll("([\"\\\\'])", "\\\\$1") + "\"";
  }

  @Provide
  Arbitrary<Rule> rules() {
    Arbitrary<String> chain =
        Arbitraries.strings()
            .withCharRange('A', 'Z')
            .withChars("-_")
            .ofMinLength(1)
            .ofMaxLength(20)
            .map(text -> "K" + text);
    return Combinators.combine(chain, matches().list().ofMaxSize(5), targets())
        .as((name, matches, target) -> new Rule(name, matches, target.name, target.options));
  }

  private record Target(String name, List<RuleOption> options) {}

  private static Arbitrary<RuleOption> matches() {
    Arbitrary<RuleOption> extensions =
        Combinators.combine(
                Arbitraries.of(RuleVocabulary.matches()), texts(), Arbitraries.of(true, false))
            .as((entry, text, not) -> entry.withText(text).negated(not));
    Arbitrary<RuleOption> builtIn =
        Combinators.combine(
                Arbitraries.of(
                    List.of("-s", "10.0.0.0/8"),
                    List.of("-d", "10.96.0.10/32"),
                    List.of("-i", "cni0"),
                    List.of("-o", "eth+"),
                    List.of("-p", "tcp"),
                    List.of("-p", "47")),
                Arbitraries.of(true, false))
            .as((words, not) -> new RuleOption("", words.get(0), not, words.subList(1, 2)));
    return Arbitraries.oneOf(
        extensions,
        builtIn,
        Arbitraries.just(new RuleOption("", "-f", false, List.of())),
        Arbitraries.just(new RuleOption("invented", "--anything", false, List.of("a", "-1"))));
  }

  /** A verdict, a chain, or a target of the kernel with some of its options. */
  private static Arbitrary<Target> targets() {
    Arbitrary<Target> extensions =
        Combinators.combine(
                Arbitraries.of(RuleVocabulary.targets()),
                Arbitraries.of(RuleVocabulary.targets()).list().ofMaxSize(4),
                texts())
            .as(
                (first, others, text) -> {
                  String name = first.option().module();
                  List<RuleOption> options = new ArrayList<>();
                  options.add(first.withText(text).option());
                  others.stream()
                      .filter(other -> other.option().module().equals(name))
                      .forEach(other -> options.add(other.withText(text).option()));
                  return new Target(name, options);
                });
    return Arbitraries.oneOf(
        extensions,
        Arbitraries.of("ACCEPT", "DROP", "RETURN", "MASQUERADE", "REJECT", "KUBE-SVC-X", "a.b")
            .map(name -> new Target(name, List.of())));
  }

  /** What people write in comments and prefixes: anything that can be printed. */
  private static Arbitrary<String> texts() {
    return Arbitraries.strings().withCharRange(' ', '~').withChars("é中").ofMaxLength(40);
  }
}
