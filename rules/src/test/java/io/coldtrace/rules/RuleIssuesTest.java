package io.coldtrace.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Mistakes in rules, and where the messages point. The tested line is the file's sixth. */
class RuleIssuesTest {
  private static final List<String> BODY =
      List.of(
          "for: Sysctl as s",
          "when: s.value == '1'",
          "nodes: s.source.node",
          "evidence: s.source",
          "message: text");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      when: s.kay == "1"                  | 6:9: undefined field 'kay'
      when: "s.kay == '1'"                | 6:10: undefined field 'kay'
      when: 's.kay == ''1'''              | 6:10: undefined field 'kay'
      when: s.value == 1                  | 6:15: found no matching overload for '_==_' applied to '(string, int)' (candidates: (%A0, %A0))
      when: s.value                       | 6:7: must be bool, is string
      when: t.value == "1"                | 6:7: undeclared reference to 't'
      when: size([1]) == 1                | 6:7: is the same whatever the facts
      when: s.value == "1" &&             | 6:24: mismatched input '<EOF>' expecting {'[', '{', '(', '.', '-', '!', 'true', 'false', 'null', NUM_FLOAT, NUM_INT, NUM_UINT, STRING, BYTES, IDENTIFIER}
      for: Sysctl s                       | 6:6: expected 'Type as variable' or 'cluster'
      for: Sysctrl as s                   | 6:6: no such type of fact: Sysctrl
      for: Sysctl as links                | 6:6: the name 'links' is taken
      evidence: s.key                     | 6:11: must be Source, list(Source) or optional_type(Source), is string
      nodes: s                            | 6:8: must be string or list(string), is Sysctl
      message: "of ${s.kay} and"          | 6:18: undefined field 'kay'
      message: "of ${s.source} ${s"       | 6:26: a hole without its '}'
      message: "is ${s}"                  | 6:16: must be string, number, bool, Ip, Cidr, Source or a list of them, is Sysctl
      group: 1                            | 6:8: must be string, is int
      whom: me                            | 6:1: unknown key 'whom'; known: against, alternatives, category, evidence, explains, for, for_it, group, id, maturity, message, needs, nodes, remedy, risk, severity, sources, title, under, when, where, why
      why: for no reason                  | zh 1:1: the translation of 'why' is missing
      needs: [sysctl-a, fact:Sysctrl]     | 6:19: no such type of fact
      remedy: [{kind: mend, command: x}]  | 6:17: expected one of fix, persist, verify, undo, manual
      remedy: [{kind: fix}]               | 6:11: a step of kind fix needs a command
      remedy: [{kind: fix, command: "echo '${s.key}'"}] | 6:38: a hole inside quotes: values are quoted already
      remedy: [{kind: fix, each: links, command: x}]    | 6:22: expected 'list as variable'
      remedy: [{kind: fix, each: "links as l", command: "${l.nam}"}] | 6:56: undefined field 'nam'
      """)
  void pointsAtTheMistake(String line, String expected) {
    String rule = Catalogs.rule("a-rule", withLine(line).toArray(String[]::new));
    CatalogResult result = Catalogs.load(folder, rule, Catalogs.CHINESE);
    assertEquals(1, result.issues().size(), result.issues().toString());
    RuleIssue issue = result.issues().get(0);
    String zh = issue.file().endsWith("zh-CN.yaml") ? "zh " : "";
    assertEquals(expected, zh + issue.line() + ":" + issue.column() + ": " + issue.message());
    assertTrue(result.catalog().rules().isEmpty());
  }

  /** The body with the line first, in place of its own line of that key. */
  private static List<String> withLine(String line) {
    String key = line.substring(0, line.indexOf(':') + 1);
    List<String> lines = new ArrayList<>(List.of(line));
    BODY.stream().filter(own -> !own.startsWith(key)).forEach(lines::add);
    return lines;
  }

  @Test
  void pointsIntoBlocks() {
    assertEquals("8:5", placeOf("when: >-\n  s.key == 'a' &&\n  s.kay == 'b'"));
    assertEquals("8:7", placeOf("when: |\n  s.key == 'a' &&\n    s.kay == 'b'"));
  }

  private String placeOf(String when) {
    CatalogResult result =
        Catalogs.load(
            folder,
            Catalogs.rule("a-rule", withLine(when).toArray(String[]::new)),
            Catalogs.CHINESE);
    return result.issues().get(0).line() + ":" + result.issues().get(0).column();
  }

  @Test
  void drawsACaret() {
    String rule = Catalogs.rule("a-rule", withLine("when: s.kay == \"1\"").toArray(String[]::new));
    assertEquals(
        """
        tests/a-rule/rule.yaml:6:9: undefined field 'kay'
          when: s.kay == "1"
                  ^""",
        Catalogs.load(folder, rule, Catalogs.CHINESE).issues().get(0).toString());
  }

  @Test
  void refusesTheSameIdTwice() {
    String rule = Catalogs.rule("a-rule", BODY.toArray(String[]::new));
    Catalogs.write(folder, "tests/a-rule", rule, Catalogs.CHINESE);
    Catalogs.write(folder, "trials/a-rule", rule, Catalogs.CHINESE);
    CatalogResult result = RuleCatalog.load(folder);
    assertEquals(
        List.of("the id is taken by tests/a-rule"),
        result.issues().stream().map(RuleIssue::message).toList());
    assertEquals(1, result.catalog().rules().size());
  }

  @Test
  void wantsTheTranslationAndTheFoldersName() {
    String rule = Catalogs.rule("b-rule", BODY.toArray(String[]::new));
    assertEquals(
        List.of(
            "the id is not the folder's name: tests/a-rule",
            "the translation zh-CN.yaml is missing"),
        Catalogs.load(folder, rule, "").issues().stream().map(RuleIssue::message).toList());
  }

  @Test
  void survivesWhatIsNotYaml() {
    assertTrue(
        Catalogs.load(folder, "a: [b\nc: d", Catalogs.CHINESE).issues().stream()
            .anyMatch(issue -> issue.message().startsWith("not YAML: ")));
    assertTrue(RuleCatalog.load(folder.resolve("nowhere")).catalog().rules().isEmpty());
  }
}
