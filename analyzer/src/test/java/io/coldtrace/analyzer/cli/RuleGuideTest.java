package io.coldtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code docs/write-a-rule.md}, done as it says by somebody who knows nothing else. */
class RuleGuideTest {
  private static final Path GUIDE = Path.of("../docs/write-a-rule.md");
  private static final Pattern FILE =
      Pattern.compile("## [0-9]\\. `(my-rules/[^`]+)`\n\n```yaml\n(.*?)```", Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("^\\./coldtrace (.*my-rules.*)$", Pattern.MULTILINE);

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();

  @BeforeEach
  void writeTheFiles() throws IOException {
    List<MatchResult> files = FILE.matcher(Files.readString(GUIDE)).results().toList();
    assertEquals(3, files.size());
    for (MatchResult file : files) {
      Path path = folder.resolve(file.group(1));
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.group(2));
    }
  }

  private int run(List<String> arguments) {
    CommandLine line = Main.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(out, true));
    return line.execute(arguments.toArray(String[]::new));
  }

  @Test
  void itsCommandsDoWhatItSays() throws IOException {
    List<String> commands =
        COMMAND.matcher(Files.readString(GUIDE)).results().map(found -> found.group(1)).toList();
    assertEquals(4, commands.size());
    for (String command : commands) {
      List<String> arguments = new ArrayList<>();
      for (String word : command.split(" ", -1)) {
        boolean own = word.startsWith("my-rules");
        arguments.add(
            own ? folder.resolve(word).toString() : word.replaceFirst("^corpus", "../corpus"));
      }
      if (arguments.get(0).equals("analyze")) {
        arguments.add("--output");
        arguments.add(folder.resolve("report.html").toString());
      }
      assertEquals(0, run(arguments), out::toString);
    }
    String said = out.toString();
    assertTrue(said.contains("no mistake"), said);
    assertTrue(said.contains("3 cases of 1 rules: all as expected"), said);
    assertTrue(said.contains("int(s.value) < 1024  =  false"), said);
    assertTrue(said.contains("accept-queue-short"), said);
  }
}
