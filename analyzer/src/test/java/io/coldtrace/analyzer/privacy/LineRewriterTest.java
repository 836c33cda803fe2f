package io.coldtrace.analyzer.privacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An address or a name is found in each form in which tools write it. */
class LineRewriterTest {
  private static final Ip ADDRESS = Ip.of("10.20.30.44");

  private final Keyed keyed = new Keyed("a key of tests".getBytes(StandardCharsets.UTF_8));
  private final MacMap macs = new MacMap(keyed);
  private final AddressMap addresses = new AddressMap(keyed, macs);
  private final NameMap names = new NameMap(keyed, Vocabulary.words());
  private final LineRewriter lines = new LineRewriter(addresses, macs, names);
  private String other;

  @BeforeEach
  void know() {
    lines.known(ADDRESS);
    addresses.keep(Cidr.of("10.20.0.0/16"));
    other = addresses.of(ADDRESS).toString();
    names.rename("node", "db-acme01");
    names.rename("app", "billing");
  }

  private void becomes(String expected, String line) {
    assertEquals(expected, lines.rewrite(line));
  }

  @Test
  void dotted() {
    becomes("src " + other + " ttl", "src 10.20.30.44 ttl");
    becomes("IP " + other + ".53412 > x", "IP 10.20.30.44.53412 > x");
    becomes("http://" + other + ":9153/metrics", "http://10.20.30.44:9153/metrics");
    becomes("probes/ping-node." + other + ".txt", "probes/ping-node.10.20.30.44.txt");
    becomes("u=http%3A%2F%2F" + other + "%3A80", "u=http%3A%2F%2F10.20.30.44%3A80");
    assertEquals(Ip.of("::ffff:" + other), Ip.of(lines.rewrite("::ffff:10.20.30.44")));
  }

  @Test
  void networksKeepTheirHostBits() {
    String line = lines.rewrite("10.20.0.0/16 via 10.20.0.1");
    assertTrue(line.matches("10\\.[0-9]+\\.0\\.0/16 via 10\\.[0-9]+\\.0\\.1"), line);
  }

  @Test
  void otherwiseWritten() {
    String dashed = other.replace('.', '-');
    becomes("ip-" + dashed, "ip-10-20-30-44");
    becomes(dashed + ".default.pod", "10-20-30-44.default.pod");
    String[] o = other.split("\\.", -1);
    becomes(
        o[3] + "." + o[2] + "." + o[1] + "." + o[0] + ".in-addr.arpa.",
        "44.30.20.10.in-addr.arpa.");
    String hex = "%02X%02X%02X%02X".formatted(of(o[3]), of(o[2]), of(o[1]), of(o[0]));
    becomes("eth0\t" + hex + "\t00000000", "eth0\t2C1E140A\t00000000");
    becomes(
        "match "
            + "%02x%02x%02x%02x".formatted(of(o[0]), of(o[1]), of(o[2]), of(o[3]))
            + "/ffffffff",
        "match 0a141e2c/ffffffff");
  }

  private static int of(String octet) {
    return Integer.parseInt(octet);
  }

  @Test
  void inBase64() {
    String inside = "server: https://10.20.30.44:6443\n";
    String line =
        lines.rewrite(
            "data: " + Base64.getEncoder().encodeToString(inside.getBytes(StandardCharsets.UTF_8)));
    String after =
        new String(Base64.getDecoder().decode(line.substring(6)), StandardCharsets.UTF_8);
    assertEquals("server: https://" + other + ":6443\n", after);
  }

  @Test
  void macsAndWhatIsMadeOfThem() {
    String mac = MacMap.like("52:54:00:12:34:56", macs.of(MacMap.parse("52:54:00:12:34:56")));
    becomes(
        "link/ether " + mac + " brd ff:ff:ff:ff:ff:ff",
        "link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff");
    assertFalse(lines.rewrite("inet6 fe80::5054:ff:fe12:3456/64").contains("12:3456"));
  }

  @Test
  void namesAreWholeWords() {
    String node = names.of("db-acme01");
    String app = names.of("billing");
    becomes("kube-apiserver-" + node, "kube-apiserver-db-acme01");
    becomes(node + ".corp", "DB-ACME01.corp");
    becomes("db-acme010", "db-acme010");
    becomes("\"app\": \"" + app + "\"", "\"app\": \"billing\"");
    becomes(app + "-7d4b9c6f5d-abcde", "billing-7d4b9c6f5d-abcde");
    becomes("rebilling", "rebilling");
  }

  @Test
  void whatOnlyLooksLikeOneStays() {
    for (String line :
        List.of(
            "12:34:56 up 3 days",
            "std::string",
            "Linux 5.10.0-60.18.0.50.oe2203",
            "v1.2.3.4",
            "0: 00000000:00000000",
            "sha256:deadbeefcafebabe",
            "-A KUBE-SVC-TCOU7JCQXEZGVUNU -j ACCEPT",
            "2026-11-26-10")) {
      becomes(line, line);
    }
  }

  @Test
  void secretsAreMasked() {
    Secrets secrets = new Secrets();
    for (String line :
        List.of(
            "Authorization: Bearer s3cr3t-value-1234",
            "--password=s3cr3t-value",
            "token: s3cr3t-value-1234",
            "https://user:s3cr3t@registry/",
            "\"client-key-data\": \"s3cr3tDATA\"",
            "kubeadm join --token abcdef.0123s3cr3t456789")) {
      String masked = secrets.masked(line);
      assertFalse(masked.contains("s3cr3t"), masked);
    }
    assertEquals(
        "-----BEGIN RSA PRIVATE KEY-----", secrets.masked("-----BEGIN RSA PRIVATE KEY-----"));
    assertEquals("***", secrets.masked("MIIEow"));
    assertEquals("-----END RSA PRIVATE KEY-----", secrets.masked("-----END RSA PRIVATE KEY-----"));
    assertEquals("plain", secrets.masked("plain"));
  }

  @Test
  void packetsInHexadecimal() {
    PacketDump dump = new PacketDump(addresses, macs);
    List<String> out =
        dump.rewritten(
            List.of(
                "\t0x0000:  4500 0054 0a3c 4000 4001 2b5d 0a14 1e2c  E..T.<@.@.+]...,",
                "\t0x0010:  7f00 0001 6269 6c6c 696e 6700            ....billing."));
    String[] o = other.split("\\.", -1);
    String hex = "%02x%02x %02x%02x".formatted(of(o[0]), of(o[1]), of(o[2]), of(o[3]));
    assertEquals(
        "\t0x0000:  4500 0054 0a3c 4000 4001 2b5d " + hex + "  ................", out.get(0));
    assertEquals("\t0x0010:  7f00 0001 2e2e 2e2e 2e2e 2e00            ............", out.get(1));
  }
}
