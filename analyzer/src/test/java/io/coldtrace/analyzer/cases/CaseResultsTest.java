package io.coldtrace.analyzer.cases;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.rules.RuleCases;
import io.coldtrace.rules.RuleCatalog;
import io.coldtrace.rules.RuleIssue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cases that are as expected, and cases that are not or prove nothing: each of these is told. */
class CaseResultsTest {
  private static final String RULE =
      """
      id: a-rule
      title: A title
      severity: error
      maturity: sandbox
      category: tests
      for: Sysctl as s
      where: s.key == "a.b"
      when: s.value == "1"
      needs: [sysctl-a]
      nodes: s.source.node
      evidence: s.source
      message: "${s.key} is set"
      """;
  private static final String CASES =
      """
      one:
        expect: fires
        files: {sysctl-a: "a.b = 1"}
        evidence: a.b = 1
        culprits: [node-1]
      two:
        expect: clear
        nodes: {node-9: {sysctl-a: "a.b = 0"}}
      three:
        expect: not-evaluated
        files: {uname: "Linux a 6.1.0 #1 SMP x86_64 GNU/Linux"}
        missing: [sysctl-a]
      """;

  @TempDir Path folder;

  @BeforeEach
  void writeRule() throws IOException {
    Path home = Files.createDirectories(folder.resolve("tests/a-rule"));
    Files.writeString(home.resolve("rule.yaml"), RULE);
    Files.writeString(home.resolve("zh-CN.yaml"), "title: 标题\nmessage: 已设置 ${s.key}\n");
  }

  @Test
  void runsEachKindOfCase() throws IOException {
    assertEquals(List.of(), issues(""));
    assertEquals(3, results("").cases());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
      expect: fires, files: {sysctl-a: "a.b = 0"}, evidence: a.b = 0       | does not fire
      expect: fires, files: {sysctl-a: "a.b = 1"}, evidence: a.b = 2       | its first evidence is not 'a.b = 2': [a.b = 1]
      expect: fires, files: {sysctl-a: "a.b = 1"}, evidence: [a.b = 1, x]  | its evidence lacks 'x': [a.b = 1]
      expect: fires, files: {sysctl-a: "a.b = 1"}, evidence: a.b = 1, culprits: [node-2] | its nodes are [node-1], not [node-2]
      expect: fires, files: {sysctl-a: "a.b = 1"}                          | key 'evidence' is missing
      expect: fires, files: {uname: "Linux a 6.1.0 #1 SMP x86_64 GNU/Linux"}, evidence: x | does not fire; missing: [node-1[sysctl-a]]
      expect: clear, files: {sysctl-a: "a.b = 1"}                          | fires: a.b is set
      expect: clear, files: {uname: "Linux a 6.1.0 #1 SMP x86_64 GNU/Linux"} | is not clear; missing: [node-1[sysctl-a]]
      expect: clear, files: {sysctl-a: ""}                                 | proves nothing: it has no Sysctl
      expect: clear, files: {sysctl-a: "a.b = 0"}, missing: [x]            | 'missing' says nothing here
      expect: not-evaluated, files: {sysctl-a: "a.b = 0"}, missing: [x]    | what is missing is [], not [x]
      expect: maybe, files: {sysctl-a: "a.b = 0"}                          | expected one of fires, clear, not-evaluated
      expect: clear, files: {sysctl-a: "a.b = 0", notes: x}                | no parser reads a file called notes.txt
      expect: clear, files: {sysctl-a: "a.b = 0", uname: "#"}              | uname.txt: these lines are not understood: [1]
      expect: clear, cluster: none                                         | there is no cluster 'none'
      expect: clear, cluster: healthy, without: [node-1/x]                 | the cluster has no node-1/x to leave out
      expect: clear, cluster: healthy, failing: {node-1/x: timeout}        | the cluster has no probe node-1/x
      expect: clear, cluster: healthy, change: [{file: '*/ps.txt', from: zzz, to: y}] | */ps.txt has no text 'zzz' to change
      expect: clear                                                        | a case has 'files', 'nodes' or a 'cluster'
      """)
  void tellsWhatIsWrong(String added, String expected) throws IOException {
    List<RuleIssue> issues = issues("four: {" + added + "}\n");
    assertTrue(
        issues.stream()
            .anyMatch(issue -> issue.message().replaceFirst("^four: ", "").equals(expected)),
        issues.toString());
    assertEquals(13, issues.get(0).line(), issues.toString());
  }

  @Test
  void wantsEachKindOfCase() throws IOException {
    Files.writeString(
        folder.resolve("tests/a-rule/cases.yaml"),
        CASES.replaceFirst("(?s)two:.*?three:", "three:"));
    assertEquals(
        List.of("no case expects 'clear'"),
        RuleCases.load(folder).issues().stream().map(RuleIssue::message).toList());
  }

  private List<RuleIssue> issues(String added) throws IOException {
    return results(added).issues();
  }

  private CaseResults results(String added) throws IOException {
    Files.writeString(folder.resolve("tests/a-rule/cases.yaml"), CASES + added);
    return CaseResults.of(RuleCases.load(folder), RuleCatalog.load(folder).catalog());
  }
}
