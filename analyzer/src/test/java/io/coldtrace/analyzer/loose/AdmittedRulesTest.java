package io.coldtrace.analyzer.loose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.LineLedger.Fate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What iptables-restore itself admits has to be understood: each line of the samples that is not is
 * put before it, alone in a table that has the chains that the line names. In a network namespace,
 * with {@code --test}.
 */
class AdmittedRulesTest {
  private static final Pattern CHAIN = Pattern.compile("-[AI]\\s*(\\S+)");
  private static final Pattern TARGET = Pattern.compile("-[jg]\\s*(\\S+)");
  private static final Set<String> BUILT_IN =
      Set.of("INPUT", "FORWARD", "OUTPUT", "PREROUTING", "POSTROUTING");

  /** Its grammar admits the line, and then this kernel or namespace lacks what it names. */
  private static final Pattern LACKING =
      Pattern.compile(
          "(?s).*(?:Set \\S+ doesn't exist|missing kernel module|No chain/target/match by that name"
              + "|kernel doesn't support|RULE_\\w+ failed).*");

  @TempDir private Path folder;

  @BeforeAll
  static void asRootWithTheTools() {
    assumeTrue(System.getProperty("user.name").equals("root"), "wants root");
    for (String tool : List.of("unshare", "iptables-legacy-restore", "iptables-nft-restore")) {
      boolean there =
          Stream.of("/usr/sbin/", "/usr/bin/", "/sbin/", "/bin/")
              .anyMatch(bin -> Files.isExecutable(Path.of(bin + tool)));
      assumeTrue(there, "no " + tool);
    }
  }

  /** The judge has to know both answers. */
  @Test
  void theJudgeTellsRulesFromOtherText() throws Exception {
    Files.writeString(folder.resolve("1.rules"), alone("-A FORWARD -p tcp --dport 80 -j X", true));
    Files.writeString(folder.resolve("2.rules"), alone("-A FORWARD --made-up -j DROP", true));
    Files.writeString(folder.resolve("3.rules"), alone("-A FORWARD -s 10.0.0.0/8 -j", true));
    assertEquals(Set.of("1"), admitted("iptables-legacy-restore"));
    assertEquals(Set.of("1"), admitted("iptables-nft-restore"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "iptables-legacy-restore",
        "iptables-nft-restore",
        "ip6tables-legacy-restore",
        "ip6tables-nft-restore"
      })
  void whatIptablesAdmitsIsUnderstood(String tool) throws Exception {
    Path samples = Path.of(System.getProperty("coldtrace.samples", "")).normalize();
    assumeTrue(Files.isDirectory(samples.resolve("iptables-save")), "no samples at " + samples);
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(samples.resolve("iptables-save"))) {
      for (Path file : files.sorted().toList()) {
        notUnderstood(file).forEach(line -> lines.add(file.getFileName() + ": " + line));
      }
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).replaceFirst("^\\S+: ", "");
      Files.writeString(folder.resolve(i + ".rules"), alone(line, true));
      Files.writeString(folder.resolve(i + "-bare.rules"), alone(line, false));
    }
    TreeMap<Integer, String> missed = new TreeMap<>();
    admitted(tool)
        .forEach(
            number -> {
              int index = Integer.parseInt(number.replace("-bare", ""));
              missed.put(index, lines.get(index));
            });
    assertEquals(List.of(), List.copyOf(missed.values()));
  }

  private static List<String> notUnderstood(Path file) throws IOException {
    List<String> text = Files.readString(file, StandardCharsets.ISO_8859_1).lines().toList();
    CapturedText captured = new CapturedText("node-1", file.getFileName().toString(), text);
    List<String> lines = new ArrayList<>();
    for (ReadSection section :
        ReadSection.sections(captured, Optional.of("iptables-save"), name -> name)) {
      for (int line = section.first(); line < section.first() + section.lines(); line++) {
        // A line that goes on below is no line by itself.
        boolean whole = !text.get(line - 1).endsWith("\\") && !text.get(line - 1).isBlank();
        if (section.fate(line) == Fate.UNRECOGNIZED && whole) {
          lines.add(text.get(line - 1).strip());
        }
      }
    }
    return lines;
  }

  private static String alone(String line, boolean declaresTarget) {
    StringBuilder text = new StringBuilder("*filter\n");
    declare(CHAIN.matcher(line), text);
    if (declaresTarget) {
      declare(TARGET.matcher(line), text);
    }
    return text.append(line).append("\nCOMMIT\n").toString();
  }

  private static void declare(Matcher chain, StringBuilder text) {
    if (chain.find() && !BUILT_IN.contains(chain.group(1))) {
      text.append(':').append(chain.group(1)).append(" - [0:0]\n");
    }
  }

  /** The names of the files in the folder that it admits. */
  private Set<String> admitted(String tool) throws Exception {
    String script =
        "for f in *.rules; do "
            + tool
            + " --test <$f >$f.said 2>&1; echo $? >$f.status; done; exit 0";
    Process process =
        new ProcessBuilder("unshare", "-n", "sh", "-c", script)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .start();
    process.getInputStream().readAllBytes();
    assertEquals(0, process.waitFor());
    Set<String> admitted = new java.util.TreeSet<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".rules")).toList()) {
        String status = Files.readString(Path.of(file + ".status")).strip();
        String said = Files.readString(Path.of(file + ".said"), StandardCharsets.ISO_8859_1);
        if (status.equals("0") || LACKING.matcher(said).matches()) {
          admitted.add(file.getFileName().toString().replace(".rules", ""));
        }
      }
    }
    return admitted;
  }
}
