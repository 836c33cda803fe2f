package io.coldtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/rules.md} is what the rules say of themselves. */
class RulesPageTest {
  @Test
  void isCurrent() throws IOException {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    assertEquals(0, line.execute("rules", "list", "--markdown"));
    assertEquals(
        out.toString(),
        Files.readString(Path.of("../docs/rules.md")),
        "run: ./coldtrace rules list --markdown > docs/rules.md");
  }
}
