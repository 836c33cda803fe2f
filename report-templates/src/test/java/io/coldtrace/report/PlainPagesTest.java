package io.coldtrace.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.coldtrace.report.Difference.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What {@code diff} and {@code anonymize} write; all of it comes from a snapshot and is hostile.
 */
class PlainPagesTest {
  private static final String HOSTILE = "<script>alert(1)</script>";

  private static final Difference DIFFERENCE =
      new Difference(
          "before / after",
          List.of(new Change("node-1", "diagnosis", "ufw-active", "critical confirmed", "")),
          List.of(new Change("node-1", "ping-pod", "default/web", "timeout", "ok")),
          List.of(new Change("", "pod", "a -> b", "dropped", "delivered")),
          List.of(
              new Change("node-1", "nft", HOSTILE, "", Change.THERE),
              new Change("node-1", "sysctl-file", "/etc/sysctl.conf: <ADDRESS eth0>", "0", "1")));

  @Test
  void aDifferenceIsTextWithAMarkALine() {
    assertEquals(
        """
        One diagnosis changed
          - node-1  ufw-active

        One probe went otherwise
          ~ node-1  Ping of a pod  default/web: no answer -> answered

        One flow of the model changed
          ~ pod  a -> b: dropped -> delivered

        2 facts changed
          + node-1  nft rule  <script>alert(1)</script>
          ~ node-1  sysctl file  /etc/sysctl.conf: <ADDRESS eth0>: 0 -> 1

        <ADDRESS eth0> stands for what each node has of its own, <PEER …> for what is another node's.
        """,
        DifferencePage.text(DIFFERENCE, Locale.ENGLISH));
  }

  @Test
  void inChineseItSaysTheSame() {
    assertEquals(
        """
        1 项诊断发生变化
          - node-1  ufw-active

        1 项探测结果发生变化
          ~ node-1  ping 某个 Pod  default/web: 无应答 -> 有应答

        模型中 1 条流量的结果发生变化
          ~ Pod 间  a -> b: 被丢弃 -> 送达

        2 项事实发生变化
          + node-1  nft 规则  <script>alert(1)</script>
          ~ node-1  sysctl 文件  /etc/sysctl.conf: <ADDRESS eth0>: 0 -> 1

        <ADDRESS eth0> 代表各节点自己的值，<PEER …> 代表其他节点的值。
        """,
        DifferencePage.text(DIFFERENCE, Locale.SIMPLIFIED_CHINESE));
    String page = DifferencePage.html(DIFFERENCE, Locale.SIMPLIFIED_CHINESE);
    assertTrue(page.contains("<td>严重、已证实</td>"), page);
    assertTrue(page.contains("<td>存在</td>"), page);
  }

  @Test
  void noDifferenceIsSaid() {
    Difference none = new Difference("", List.of(), List.of(), List.of(), List.of());
    assertEquals("Nothing that matters is different.\n", DifferencePage.text(none, Locale.ENGLISH));
    assertTrue(DifferencePage.html(none, Locale.SIMPLIFIED_CHINESE).contains("没有实质性差异"));
  }

  @Test
  void nothingFromASnapshotIsMarkup() {
    for (String page :
        List.of(
            DifferencePage.html(DIFFERENCE, Locale.ENGLISH),
            ReplacementPage.render(
                List.of(new ReplacementPage.Row("node", HOSTILE, "node-x")), Locale.ENGLISH))) {
      assertFalse(page.contains(HOSTILE));
      assertTrue(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
      assertTrue(page.contains("default-src 'none'"));
    }
  }

  @Test
  void theReplacementsStandByKind() {
    String page =
        ReplacementPage.render(
            List.of(
                new ReplacementPage.Row("address", "10.0.0.1", "10.9.8.1"),
                new ReplacementPage.Row("node", "db-acme01", "node-x")),
            Locale.SIMPLIFIED_CHINESE);
    assertTrue(page.indexOf("IP 地址") < page.indexOf("10.0.0.1"));
    assertTrue(page.indexOf("10.9.8.1") < page.indexOf("节点"));
    assertTrue(page.indexOf("节点") < page.indexOf("db-acme01"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh-CN"})
  void thePagesForTheBrowserTestAreWritten(String language) throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "sample-reports"));
    Locale locale = Locale.forLanguageTag(language);
    List<ReplacementPage.Row> rows =
        List.of(
            new ReplacementPage.Row("node", HOSTILE, "node-x"),
            new ReplacementPage.Row("address", "10.0.0.1", "10.9.8.1"));
    for (Map.Entry<String, String> page :
        Map.of(
                "difference", DifferencePage.html(DIFFERENCE, locale),
                "replacements", ReplacementPage.render(rows, locale))
            .entrySet()) {
      assertTrue(page.getValue().contains("lang=\"" + language + "\""));
      Files.writeString(folder.resolve(page.getKey() + "." + language + ".html"), page.getValue());
    }
  }
}
