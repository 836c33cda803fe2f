package io.coldtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coldtrace rules}, as those who write rules use it. */
class RulesCommandTest extends CommandTest {
  private static final String INCIDENT = "../corpus/ip-forward-disabled";

  @TempDir Path folder;

  @Test
  void listsByWordAndSeverity() {
    assertEquals(0, run("rules", "list", "forwarding", "--severity", "critical"));
    assertTrue(out.toString().contains("ip-forward-disabled"), out.toString());
    assertTrue(out.toString().lines().noneMatch(line -> line.contains("boot-conflict")));
  }

  @Test
  void listsAsJson() throws IOException {
    assertEquals(0, run("rules", "list", "ip-forward-disabled", "--json", "--lang", "zh-CN"));
    JsonNode rule = JsonMapper.builder().build().readTree(out.toString()).get(0);
    assertEquals("ip-forward-disabled", rule.get("id").asText());
    assertEquals("IPv4 转发已关闭", rule.get("title").asText());
    assertEquals("SysctlOrigin", rule.get("for").asText());
    assertEquals("sysctl-a", rule.get("needs").get(0).asText());
  }

  @Test
  void showsTheFiles() {
    assertEquals(0, run("rules", "show", "ip-forward-disabled"));
    for (String file : new String[] {"rule.yaml", "zh-CN.yaml", "cases.yaml"}) {
      assertTrue(out.toString().contains("# kernel/ip-forward-disabled/" + file), file);
    }
    assertEquals(2, run("rules", "show", "no-such-rule"));
  }

  @Test
  void explainsWithTheValueOfEachExpression() {
    assertEquals(0, run("rules", "explain", "ip-forward-disabled", INCIDENT));
    String text = out.toString();
    assertTrue(text.contains("fires on node-3/sysctl-a.txt:309"), text);
    assertTrue(text.contains("is clear on node-1/sysctl-a.txt"), text);
    assertTrue(text.contains("s.value == \"0\"  =  true"), text);
    assertTrue(text.contains("  s.value  =  \"1\""), text);
    assertEquals(2, run("rules", "explain", "no-such-rule", INCIDENT));
    assertEquals(3, run("rules", "explain", "ip-forward-disabled", folder.toString()));
  }

  @Test
  void testsOneRule() {
    assertEquals(0, run("rules", "test", "--only", "icmp-echo-ignored"), out.toString());
    assertEquals("3 cases of 1 rules: all as expected", out.toString().strip());
  }

  @Test
  void lintPointsAtTheMistake() throws IOException {
    Path home = Files.createDirectories(folder.resolve("mine/a-rule"));
    Files.writeString(
        home.resolve("rule.yaml"),
        """
        id: a-rule
        title: A title
        severity: error
        maturity: sandbox
        category: mine
        for: Sysctl as s
        when: s.kay == "1"
        needs: [sysctl-x]
        nodes: s.source.node
        evidence: s.source
        message: text
        """);
    assertEquals(1, run("rules", "lint", folder.toString()));
    String text = out.toString();
    assertTrue(text.contains("mine/a-rule/cases.yaml:1:1: the cases are missing"), text);
    assertTrue(
        text.contains(
            """
            mine/a-rule/rule.yaml:7:9: undefined field 'kay'
              when: s.kay == "1"
                      ^
            """),
        text);
    assertTrue(text.contains("the translation zh-CN.yaml is missing"), text);
  }
}
