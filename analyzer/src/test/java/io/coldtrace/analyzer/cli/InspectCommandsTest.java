package io.coldtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code files}, {@code facts} and {@code annotate}. */
class InspectCommandsTest extends CommandTest {
  @TempDir private Path folder;

  private JsonNode json(String... arguments) throws IOException {
    assertEquals(0, run(arguments), err::toString);
    return JsonMapper.builder().build().readTree(out.toString());
  }

  @BeforeEach
  void paste() throws IOException {
    Files.writeString(
        folder.resolve("notes.txt"),
        """
        [root@node-7 ~]# ip route
        default via 10.0.0.1 dev eth0
        10.244.1.0/24 via 10.244.1.0 dev flannel.1 onlink
        no route at all
        [root@node-7 ~]# sysctl net.ipv4.ip_forward
        net.ipv4.ip_forward = 0
        """);
    Files.writeString(folder.resolve("letter.txt"), "Dear all,\nit does not work.\n");
  }

  @Test
  void filesHasTheKeysOfTheContractAndTheyAddUp() throws IOException {
    JsonNode files = json("files", folder.toString(), "--json");
    assertEquals(2, files.size());
    for (JsonNode file : files) {
      List<String> keys = new ArrayList<>();
      file.fieldNames().forEachRemaining(keys::add);
      assertEquals(
          List.of("node", "file", "kind", "lines", "facts", "ignored", "unrecognized", "parts"),
          keys);
      assertEquals(
          file.get("lines").asInt(),
          file.get("facts").asInt()
              + file.get("ignored").asInt()
              + file.get("unrecognized").asInt());
    }
    JsonNode letter = files.get(1);
    assertTrue(letter.get("kind").isNull());
    assertEquals(2, letter.get("unrecognized").asInt());
    JsonNode notes = files.get(0);
    assertEquals("node-7", notes.get("node").asText());
    assertEquals("ip-route", notes.get("kind").asText());
    assertEquals(1, notes.get("unrecognized").asInt());
    assertEquals(2, notes.get("parts").size());
    assertEquals(5, notes.get("parts").get(1).get("line").asInt());
    assertEquals("sysctl-a", notes.get("parts").get(1).get("kind").asText());
  }

  @Test
  void factsNameTheirTypeAndPlace() throws IOException {
    JsonNode facts = json("facts", folder.toString(), "--json", "--type", "route");
    assertEquals(2, facts.size());
    JsonNode second = facts.get(1);
    assertEquals("Route", second.get("fact").asText());
    assertEquals("notes.txt", second.get("source").get("file").asText());
    assertEquals(3, second.get("source").get("line").asInt());
    assertEquals("10.244.1.0/24", second.get("destination").asText());
    assertEquals("flannel.1", second.get("device").asText());
  }

  @Test
  void factsCanBeNarrowed() throws IOException {
    String path = folder.toString();
    assertEquals(0, json("facts", path, "--json", "--file", "letter.txt").size());
    out.getBuffer().setLength(0);
    assertEquals(0, json("facts", path, "--json", "--node", "node-8").size());
    out.getBuffer().setLength(0);
    assertEquals(0, run("facts", path, "--node", "node-7", "--type", "Sysctl"));
    assertTrue(out.toString().startsWith("node-7/notes.txt:6 Sysctl "), out::toString);
  }

  @Test
  void annotatePrintsEachLineWithItsFate() {
    assertEquals(0, run("annotate", folder.toString(), "--file", "notes.txt"));
    List<String> lines = out.toString().lines().toList();
    assertEquals("node-7/notes.txt: ip-route", lines.get(0));
    assertEquals("     1  prompt         [root@node-7 ~]# ip route", lines.get(1));
    assertEquals("     2  fact           default via 10.0.0.1 dev eth0", lines.get(2));
    assertEquals("     4  UNRECOGNIZED   no route at all", lines.get(4));
    assertEquals("node-7/notes.txt: sysctl-a", lines.get(5));
    assertEquals(8, lines.size());
    assertFalse(out.toString().contains("\u001b"), "no color where there is no terminal");
  }

  @Test
  void annotateNamesWhatIsNotThere() {
    assertEquals(2, run("annotate", folder.toString(), "--file", "nothing.txt"));
    assertTrue(err.toString().contains("no such file in the input: nothing.txt"), err::toString);
    assertEquals(2, run("annotate", folder.toString()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"files", "facts", "annotate --file x"})
  void withoutAnInputItIsThree(String command) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ", -1)));
    arguments.add(folder.resolve("nothing").toString());
    assertEquals(3, run(arguments.toArray(String[]::new)));
    assertTrue(err.toString().contains("nothing to read"), err::toString);
  }
}
