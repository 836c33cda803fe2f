package io.coldtrace.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a report as one HTML file that asks nothing of anyone: style and script stand in it, and
 * its Content-Security-Policy allows just those two, by hash. The other language waits in a {@code
 * template} element, so that both have the same anchors.
 */
public final class HtmlReport {
  /** In the order of the page; each is a template of this name. */
  static final List<String> SECTIONS =
      List.of(
          "verdict",
          "root-cause",
          "unexplained",
          "matrix",
          "cluster",
          "findings",
          "asks",
          "compare",
          "timeline",
          "checked",
          "not-evaluated",
          "input",
          "nodes",
          "files");

  private HtmlReport() {}

  /** The whole page. */
  public static String render(BilingualPage pages) {
    Messages messages = Messages.of(pages.shown().locale());
    String style =
        String.join(
            "",
            List.of("colors.css", "report.css", "pictures.css", "path.css").stream()
                .map(Templates::resource)
                .toList());
    String script = Templates.resource("report.js");
    Map<String, Object> model = new HashMap<>();
    model.put("title", title(pages.shown()));
    model.put("shown", section("body", pages.shown(), true));
    // Captured text is in no language: it is there once, and moves when the reader switches.
    model.put("other", section("body", pages.other(), false));
    model.put("otherLanguage", Messages.of(pages.other().locale()).languageTag());
    model.put("otherTitle", title(pages.other()));
    model.put("style", style);
    model.put("script", script);
    model.put("styleHash", hash(style));
    model.put("scriptHash", hash(script));
    return Templates.render("page", messages, model);
  }

  /** One section of the page, in the language of the report. */
  static String section(String section, ReportPage page) {
    return section(section, page, true);
  }

  private static String section(String section, ReportPage page, boolean withTexts) {
    Messages messages = Messages.of(page.locale());
    PageContents contents = new PageContents(page, messages);
    Map<String, Object> model = new HashMap<>();
    model.put("page", page);
    model.put("report", page.report());
    model.put("contents", contents);
    model.put("verdictSentence", contents.verdict());
    model.put("sections", order(page.report().verdict(), contents));
    model.put("withTexts", withTexts);
    return Templates.render(section, messages, model);
  }

  /** Where no cause was found, the leads and what to ask for come before the pictures. */
  private static List<String> order(Verdict verdict, PageContents contents) {
    if (verdict != Verdict.INCONCLUSIVE) {
      return SECTIONS;
    }
    List<String> order = new ArrayList<>(SECTIONS);
    List<String> next =
        contents.getLeads().isEmpty() ? List.of("asks", "findings") : List.of("findings", "asks");
    order.removeAll(next);
    order.addAll(order.indexOf("matrix"), next);
    return order;
  }

  private static String title(ReportPage page) {
    Messages messages = Messages.of(page.locale());
    return "Coldtrace: " + messages.text("verdict." + page.report().verdict().word());
  }

  static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
