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
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The templates of this module, which escape by themselves, and what all of them may call. */
final class Templates {
  private static final Configuration TEMPLATES = configuration();

  private Templates() {}

  /**
   * Fills a template in; it may call {@code t(key, values...)} and {@code name(prefix, word)} for
   * the words of the language. What a snapshot may hide in its text is made visible.
   */
  static String render(String template, Messages messages, Map<String, ?> model) {
    Map<String, Object> all = new HashMap<>(model);
    all.put("language", messages.languageTag());
    all.put("t", (TemplateMethodModelEx) arguments -> text(messages, arguments));
    all.put("name", (TemplateMethodModelEx) arguments -> name(messages, arguments));
    StringWriter out = new StringWriter();
    try {
      TEMPLATES.getTemplate(template + ".ftlh").process(all, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (TemplateException e) {
      throw new IllegalStateException(e);
    }
    return VisibleText.lines(out.toString());
  }

  private static Configuration configuration() {
    // This very version: an older one does not show the components of records.
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setClassForTemplateLoading(Templates.class, "/io/coldtrace/report");
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

  /** A file that stands beside the templates. */
  static String resource(String name) {
    try (InputStream in = Templates.class.getResourceAsStream("/io/coldtrace/report/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
