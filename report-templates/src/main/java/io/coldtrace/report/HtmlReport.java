package io.coldtrace.report;

import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.utility.DeepUnwrap;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes a report as one HTML file that asks nothing of anyone: style and script stand in it, and
 * its Content-Security-Policy allows just those two, by hash.
 */
public final class HtmlReport {
  /** In the order of the page; each is a template of this name. */
  static final List<String> SECTIONS =
      List.of(
          "verdict",
          "root-cause",
          "unexplained",
          "matrix",
          "findings",
          "checked",
          "not-evaluated",
          "input",
          "nodes");

  private static final Configuration TEMPLATES = templates();

  private HtmlReport() {}

  /** The whole page; the words around the report's own are in the language of the locale. */
  public static String render(ReportPage page, Locale locale) {
    return render("page", page, locale);
  }

  /** One section of the page. */
  static String section(String section, ReportPage page, Locale locale) {
    return render(section, page, locale);
  }

  private static String render(String template, ReportPage page, Locale locale) {
    Messages messages = Messages.of(locale);
    Map<String, Object> model = new HashMap<>();
    model.put("page", page);
    model.put("report", page.report());
    PageContents contents = new PageContents(page);
    model.put("contents", contents);
    model.put("verdictSentence", contents.verdict(messages));
    model.put("sections", SECTIONS);
    model.put("language", messages.languageTag());
    model.put("t", (TemplateMethodModelEx) arguments -> text(messages, arguments));
    model.put("name", (TemplateMethodModelEx) arguments -> name(messages, arguments));
    String style = resource("report.css");
    String script = resource("report.js");
    model.put("style", style);
    model.put("script", script);
    model.put("styleHash", hash(style));
    model.put("scriptHash", hash(script));
    StringWriter out = new StringWriter();
    try {
      TEMPLATES.getTemplate(template + ".ftlh").process(model, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
    return VisibleText.lines(out.toString());
  }

  private static Configuration templates() {
    // This very version: an older one does not show the components of records.
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(HtmlReport.class, "/io/coldtrace/report");
    configuration.setDefaultEncoding(StandardCharsets.UTF_8.name());
    configuration.setLocale(Locale.ROOT);
    configuration.setNumberFormat("computer");
    configuration.setLocalizedLookup(false);
    configuration.setObjectWrapper(new DefaultObjectWrapper(Configuration.VERSION_2_3_34));
    configuration.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    return configuration;
  }

  private static String text(Messages messages, List<?> arguments) throws TemplateModelException {
    Object[] values = new Object[arguments.size() - 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = DeepUnwrap.unwrap((TemplateModel) arguments.get(i + 1));
    }
    return messages.text(arguments.get(0).toString(), values);
  }

  private static String name(Messages messages, List<?> arguments) {
    return messages.name(arguments.get(0).toString(), arguments.get(1).toString());
  }

  private static String resource(String name) {
    try (InputStream in = HtmlReport.class.getResourceAsStream("/io/coldtrace/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
