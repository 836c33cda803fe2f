package io.coldtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest extends CommandTest {
  @TempDir private Path folder;

  private int analyze(Path input, String... more) {
    String[] arguments = new String[4 + more.length];
    arguments[0] = "analyze";
    arguments[1] = input.toString();
    arguments[2] = "--output";
    arguments[3] = folder.resolve("report.html").toString();
    System.arraycopy(more, 0, arguments, 4, more.length);
    return run(arguments);
  }

  private Path snapshot() throws IOException {
    Path node = Files.createDirectories(folder.resolve("snap/node-1"));
    Files.writeString(node.resolve("sysctl-a.txt"), "net.ipv4.ip_forward = 1\n");
    return node.getParent();
  }

  @AfterEach
  void nobodySeesAStackTrace() {
    assertFalse((out + "" + err).contains("\tat "), err::toString);
    assertFalse((out + "" + err).contains("internal error"), err::toString);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "analyze", "analyze x --nonsense", "analyze x --lang de"})
  void wrongUsageIsTwoAndSaysHowItGoes(String line) {
    assertEquals(2, run(line.isEmpty() ? new String[0] : line.split(" ", -1)));
    assertTrue(err.toString().contains("Usage: coldtrace"), err::toString);
  }

  @Test
  void theCommandThatIsNamedIsThere() {
    Set<String> all = Main.commandLine().getSubcommands().keySet();
    assertTrue(all.containsAll(Set.of("analyze", "trace-each", "generate-completion")), "" + all);
    for (String name : all) {
      assertTrue(Main.commandLine(name).getSubcommands().containsKey(name), name);
    }
    assertEquals(Set.of("files"), Main.commandLine("files", "x").getSubcommands().keySet());
    assertEquals(all, Main.commandLine("man").getSubcommands().keySet());
    assertEquals(all, Main.commandLine("--help").getSubcommands().keySet());
  }

  @Test
  void anUnknownCommandIsNamed() {
    assertEquals(2, run("analyse", "x"));
    assertTrue(err.toString().contains("'analyse'"), err::toString);
  }

  @Test
  void whatStandsInTheWayIsNamed() throws IOException {
    assertEquals(2, analyze(snapshot(), "--lang", "fr"));
    assertTrue(err.toString().contains("--lang takes en or zh-CN, not 'fr'"), err::toString);
    assertEquals(2, analyze(snapshot(), "--json", folder + "/no/such/report.json"));
    assertTrue(err.toString().contains("no such folder: " + folder + "/no/such"), err::toString);
    assertEquals(2, analyze(snapshot(), "--json", folder.toString()));
    assertTrue(err.toString().contains(folder + " is a folder"), err::toString);
  }

  @Test
  void withoutAnInputThatCanBeReadItIsThreeWithTheReasons() throws IOException {
    assertEquals(3, analyze(folder.resolve("nothing")));
    assertTrue(err.toString().contains("nothing: no such file or folder"), err::toString);
    Path garbage = Files.writeString(folder.resolve("a.tar.gz"), "garbage".repeat(1000));
    assertEquals(3, analyze(garbage));
    assertTrue(err.toString().contains("a.tar.gz: not a readable archive"), err::toString);
    assertEquals(3, analyze(Files.createDirectory(folder.resolve("empty"))));
    assertTrue(err.toString().contains("the folder is empty"), err::toString);
    assertFalse(Files.exists(folder.resolve("report.html")), "no report of nothing");
  }

  @Test
  void anInputThatCanBeReadGivesAReportWhateverElseIsMissing() throws IOException {
    Path json = folder.resolve("report.json");
    assertEquals(1, analyze(snapshot(), folder + "/nothing", "--json", json.toString()));
    assertTrue(Files.readString(folder.resolve("report.html")).contains("<html"));
    assertTrue(Files.readString(json).replace(" ", "").contains("\"verdict\":\"inconclusive\""));
    assertTrue(out.toString().contains("report.html"), out::toString);
  }

  @Test
  void eachFormIsWrittenWhereItsOptionSays() throws IOException {
    Map<String, String> begins =
        Map.of(
            "--json", "{\n  \"schema\"",
            "--markdown", "# ",
            "--markdown-customer", "# ",
            "--sarif", "{\n  \"$schema\"",
            "--junit", "<?xml");
    List<String> more = new ArrayList<>();
    begins.keySet().forEach(each -> more.addAll(List.of(each, folder + "/x" + each)));
    assertEquals(1, analyze(snapshot(), more.toArray(String[]::new)));
    for (Map.Entry<String, String> form : begins.entrySet()) {
      String text = Files.readString(Path.of(folder + "/x" + form.getKey()));
      assertTrue(text.startsWith(form.getValue()), text);
    }
  }

  @Test
  void theManualAndTheCompletionKnowEveryCommandAndOption() {
    assertEquals(0, run("man"));
    String manual = out.toString();
    assertTrue(manual.startsWith(".TH COLDTRACE 1 "), manual);
    assertTrue(manual.lines().noneMatch(line -> line.contains("${")), manual);
    for (String said :
        List.of(".SS coldtrace analyze", ".B \\-\\-markdown FILE", ".SS coldtrace trace")) {
      assertTrue(manual.contains(said), manual);
    }
    out.getBuffer().setLength(0);
    assertEquals(0, run("generate-completion"));
    assertTrue(out.toString().contains("--markdown-customer"), out::toString);
    assertTrue(out.toString().contains("complete -F"), out::toString);
  }

  @Test
  void quietSaysNothing() throws IOException {
    assertEquals(1, analyze(snapshot(), "--quiet"));
    assertEquals("", out + "" + err);
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    Path snapshot = snapshot();
    analyze(snapshot);
    String first = Files.readString(folder.resolve("report.html"));
    analyze(snapshot);
    assertEquals(first, Files.readString(folder.resolve("report.html")));
  }

  @Test
  void rulesWithMistakesAreNamed() throws IOException {
    Path rule = Files.createDirectories(folder.resolve("rules/x/broken-rule"));
    Files.writeString(rule.resolve("rule.yaml"), "id: [\n");
    assertEquals(2, analyze(snapshot(), "--rules", folder.resolve("rules").toString()));
    assertTrue(err.toString().contains("the rules have mistakes:"), err::toString);
    assertTrue(err.toString().contains("broken-rule"), err::toString);
  }

  @ParameterizedTest
  @CsvSource({"--help, Usage: coldtrace", "--version, coldtrace "})
  void helpAndVersionAreAnswers(String option, String answer) {
    assertEquals(0, run(option));
    assertTrue(out.toString().contains(answer), out::toString);
  }
}
