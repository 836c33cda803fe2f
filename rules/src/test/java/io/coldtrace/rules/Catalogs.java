package io.coldtrace.rules;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes small catalogs for tests: a rule whose keys a test changes. */
final class Catalogs {
  static final String CHINESE = "title: 标题\nmessage: 消息\n";

  private Catalogs() {}

  /** A rule over {@code Sysctl} with these lines after its head. */
  static String rule(String id, String... lines) {
    return """
    id: %s
    title: A title
    severity: error
    maturity: sandbox
    category: tests
    """
            .formatted(id)
        + String.join("\n", lines)
        + "\n";
  }

  static void write(Path folder, String path, String rule, String chinese) {
    try {
      Path home = Files.createDirectories(folder.resolve(path));
      Files.writeString(home.resolve("rule.yaml"), rule);
      if (!chinese.isEmpty()) {
        Files.writeString(home.resolve("zh-CN.yaml"), chinese);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A catalog of one rule. */
  static CatalogResult load(Path folder, String rule, String chinese) {
    write(folder, "tests/a-rule", rule, chinese);
    return RuleCatalog.load(folder);
  }

  /** A catalog of one rule without mistakes. */
  static RuleCatalog well(Path folder, String rule, String chinese) {
    CatalogResult result = load(folder, rule, chinese);
    if (!result.issues().isEmpty()) {
      throw new IllegalArgumentException(result.issues().toString());
    }
    return result.catalog();
  }
}
