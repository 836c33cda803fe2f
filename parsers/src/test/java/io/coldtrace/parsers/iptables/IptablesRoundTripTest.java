package io.coldtrace.parsers.iptables;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.coldtrace.facts.netfilter.IptablesRule;
import io.coldtrace.facts.netfilter.RuleOption;
import io.coldtrace.parsers.Parsed;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Rules written as iptables-save writes them are read as what they were. */
class IptablesRoundTripTest {
  record Rule(
      String chain, List<RuleOption> matches, String target, List<RuleOption> targetOptions) {}

  @Property(tries = 500)
  void writtenRulesAreReadAsTheyWere(@ForAll("rules") Rule rule, @ForAll boolean counted) {
    String line =
        (counted ? "[5:60] " : "")
            + "-A "
            + rule.chain
            + rule.matches.stream().map(o -> written(o, true)).collect(Collectors.joining())
            + " -j "
            + rule.target
            + rule.targetOptions.stream().map(o -> written(o, false)).collect(Collectors.joining());
    IptablesRule read = (IptablesRule) Parsed.lines("iptables-save", "*nat", line).facts().get(0);
    assertEquals(
        rule, new Rule(read.chain(), read.matches(), read.target(), read.targetOptions()), line);
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
    Arbitrary<String> name =
        Arbitraries.strings()
            .withCharRange('A', 'Z')
            .withChars("-_")
            .ofMinLength(1)
            .ofMaxLength(20)
            .map(text -> "K" + text);
    return Combinators.combine(
            name, matches().list().ofMaxSize(5), name, targetOptions().list().ofMaxSize(2))
        .as(
            (chain, matches, target, options) ->
                new Rule(
                    chain,
                    matches,
                    target,
                    options.stream()
                        .map(o -> new RuleOption(target, o.name(), false, o.arguments()))
                        .toList()));
  }

  private static Arbitrary<RuleOption> matches() {
    Arbitrary<String> comment =
        Arbitraries.strings()
            .ascii()
            .filter(text -> text.chars().allMatch(c -> c >= ' ' && c < 127));
    return Arbitraries.oneOf(
        comment.map(text -> new RuleOption("comment", "--comment", false, List.of(text))),
        Combinators.combine(
                Arbitraries.of("-s", "-d", "-i", "-o", "-p"), Arbitraries.of(true, false))
            .as((name, not) -> new RuleOption("", name, not, List.of("x1"))),
        Arbitraries.of(true, false)
            .map(not -> new RuleOption("conntrack", "--ctstate", not, List.of("NEW,INVALID"))),
        Arbitraries.integers()
            .between(0, 65535)
            .map(port -> new RuleOption("tcp", "--dport", false, List.of(port + ":65535"))),
        Arbitraries.of(true, false)
            .map(not -> new RuleOption("set", "--match-set", not, List.of("S", "src,dst"))),
        Arbitraries.just(new RuleOption("socket", "", false, List.of())),
        Arbitraries.just(new RuleOption("invented", "--anything", false, List.of("a", "-1"))));
  }

  private static Arbitrary<RuleOption> targetOptions() {
    return Arbitraries.of(
        new RuleOption("", "--to-destination", false, List.of("10.0.0.1:53")),
        new RuleOption("", "--log-prefix", false, List.of("a -b ")),
        new RuleOption("", "--random-fully", false, List.of()));
  }
}
