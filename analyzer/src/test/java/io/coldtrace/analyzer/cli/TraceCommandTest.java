package io.coldtrace.analyzer.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.xml.sax.InputSource;

/** {@code trace} and {@code matrix} over incidents of the corpus. */
class TraceCommandTest extends CommandTest {
  private static final String REJECTING = "../corpus/firewalld-nftables";
  private static final String ONE_WAY = "../corpus/vxlan-blocked-underlay-one-way";
  private static final String DNS_DEAD = "../corpus/coredns-killed";

  @TempDir private Path folder;

  private JsonNode json() throws IOException {
    return new ObjectMapper().readTree(out.toString());
  }

  private static String verdict(JsonNode answer) {
    return answer.get("verdict").asText()
        + " "
        + answer.get("node").asText()
        + " "
        + answer.get("reason").asText();
  }

  @Test
  void theTableShowsEachStepWithTheRuleOrRouteItUsed() {
    assertEquals(0, run("trace", REJECTING, "--from", "pod default/web-0", "--to", "svc kube-dns"));
    String table = out.toString();
    assertTrue(table.contains("-j DNAT --to-destination 10.244.1.2:53"), table);
    assertTrue(table.contains("10.244.1.0/24 via 10.244.1.0 dev flannel.1  [ip-route.txt:"), table);
    assertTrue(table.contains("MIXED: rule on node-2 in INPUT"), table);
    assertTrue(table.contains("10.244.0.2:53  delivered"), table);
    assertTrue(table.contains("decided by node-2/nft-ruleset.txt:"), table);
    assertTrue(table.contains("the underlay carries UDP port 8472 from node-1 to node-2"), table);
  }

  @Test
  void theSameAsJson() throws IOException {
    assertEquals(0, run("trace", REJECTING, "--from", "node-1", "--to", "10.244.1.2", "--json"));
    JsonNode answer = json();
    assertEquals("rejected node-2 rule", verdict(answer));
    assertEquals("icmp", answer.get("protocol").asText());
    assertTrue(answer.at("/decidedBy/text").asText().contains("reject with icmpx"));
    assertTrue(answer.get("steps").size() > 5, "every step");
    assertEquals(
        "lost", answer.get("steps").get(answer.get("steps").size() - 1).get("stage").asText());
  }

  @Test
  void theDrawingIsXmlWithEveryStep() throws Exception {
    Path svg = folder.resolve("path.svg");
    assertEquals(
        0,
        run("trace", REJECTING, "--from", "node-1", "--to", "10.244.2.2", "--svg", svg.toString()));
    String text = Files.readString(svg);
    var document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(text)));
    long rows =
        out.toString().lines().filter(line -> line.matches("(request|reply| )+ *\\d+ .*")).count();
    assertTrue(rows > 10, out::toString);
    assertEquals(rows, document.getElementsByTagName("g").getLength());
  }

  @Test
  void flowsAreAnsweredInTheirOrderAsTheContractSays() throws IOException {
    Path flows = folder.resolve("flows.tsv");
    Files.writeString(
        flows,
        """
        a\tpod default/web-0\tpod default/web-1\ticmp\t-
        b\tnode node-1\tsvc kube-system/kube-dns\tudp\t53
        c\tnode node-1\tnode node-3\ticmp\t-
        d\tpod default/nobody\tnode node-3\ticmp\t-
        """);
    assertEquals(0, run("trace", REJECTING, "--flows", flows.toString(), "--json"));
    JsonNode answers = json();
    assertEquals("rejected node-2 rule", verdict(answers.get(0)));
    assertEquals("mixed node-2 rule", verdict(answers.get(1)));
    assertEquals(
        List.of("delivered", "rejected"),
        answers.get(1).findValuesAsText("verdict").stream().skip(1).sorted().toList());
    assertEquals("delivered  ", verdict(answers.get(2)));
    assertTrue(answers.get(2).get("decidedBy").isNull());
    assertEquals("unknown  end-not-known", verdict(answers.get(3)));
    assertTrue(answers.get(3).at("/decidedBy/text").asText().contains("no pod 'default/nobody'"));
  }

  @ParameterizedTest
  @CsvSource({
    "pod default/web-7, node node-1, did you mean default/web-",
    "node nod-1, node node-2, did you mean node-1",
    "node-1, svc kube-system/kube-dn, did you mean kube-system/kube-dns?",
    "svc kube-dns, node-1, a service sends nothing",
    "host node-1, node-2, not 'node NAME'",
  })
  void anUnknownEndIsUsageAndSaysWhatWasMeant(String from, String to, String says) {
    assertEquals(2, run("trace", REJECTING, "--from", from, "--to", to));
    assertTrue(err.toString().contains(says), err::toString);
    assertFalse(err.toString().contains("\tat "), err::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--from node-1 | --to Y",
        "--from a --to b --proto sctp | icmp, tcp or udp",
        "--from a --to b --port 70000 | 1 to 65535",
        "--flows no-such-file --json | cannot read the flows",
        "--flows no-such-file | with --json",
      })
  void wrongUsageIsTwo(String options, String says) {
    String[] words = ("trace " + REJECTING + " " + options).split(" ", -1);
    assertEquals(2, run(words));
    assertTrue(err.toString().contains(says), err::toString);
  }

  @Test
  void withoutAnInputItIsThree() {
    assertEquals(3, run("matrix", folder.resolve("nothing").toString()));
    assertTrue(err.toString().contains("nothing: no such file or folder"), err::toString);
  }

  /** The snapshot shows nothing in the way; the captures at both ends do. */
  @Test
  void anAssumptionGivesWayToACapture() throws IOException {
    String[] flow = {"trace", ONE_WAY, "--from", "pod web-0", "--to", "pod web-2", "--json"};
    assertEquals(0, run(flow));
    assertEquals("dropped node-1 underlay", verdict(json()));
    assertTrue(json().at("/decidedBy/file").asText().startsWith("probes/tcpdump-underlay"));
  }

  /** Nobody listens in a pod whose container does not run; the pod itself still answers a ping. */
  @Test
  void anAssumptionGivesWayToAContainerThatDoesNotRun() throws IOException {
    String pods = Files.readString(Path.of(DNS_DEAD, "snapshot/node-1/kubectl/pods.json"));
    String name = pods.replaceAll("(?s).*\"name\": \"(coredns-[a-z0-9]+-[a-z0-9]+)\".*", "$1");
    assertEquals(
        0,
        run(
            "trace",
            DNS_DEAD,
            "--from",
            "node-1",
            "--to",
            "pod " + name,
            "--proto",
            "udp",
            "--port",
            "53",
            "--json"));
    assertEquals("rejected", json().get("verdict").asText());
    assertEquals("port-not-open", json().get("reason").asText());
    assertEquals("kubectl/pods.json", json().at("/decidedBy/file").asText());
  }

  @Test
  void theMatrixHasEveryPairAndTheLinesThatDecide() throws IOException {
    assertEquals(0, run("matrix", REJECTING));
    assertTrue(out.toString().contains("1 node-1   R ."), out::toString);
    assertTrue(out.toString().contains("2 pairs: rejected, rule on node-2 in INPUT"));
    out.getBuffer().setLength(0);
    assertEquals(0, run("matrix", REJECTING, "--json"));
    assertEquals(3, json().get("nodes").size());
    assertEquals(12, json().get("pairs").size());
  }
}
