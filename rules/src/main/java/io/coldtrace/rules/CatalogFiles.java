package io.coldtrace.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The two files of a rule, unread.
 *
 * @param path of its folder, as {@code kernel/icmp-echo-ignored}
 * @param english the text of rule.yaml
 * @param chinese the text of zh-CN.yaml, if there is one
 */
record CatalogFiles(String path, String english, Optional<String> chinese) {
  static final String RULE = "rule.yaml";
  static final String CHINESE = "zh-CN.yaml";
  private static final String BUILT_IN = "catalog/";

  /** Those that Coldtrace comes with: jars cannot be listed, so an index names the folders. */
  static List<CatalogFiles> builtIn() {
    List<CatalogFiles> files = new ArrayList<>();
    for (String folder : resource("index.txt").orElse("").lines().toList()) {
      String rule =
          resource(folder + "/" + RULE)
              .orElseThrow(() -> new IllegalStateException("no rule in " + folder));
      files.add(new CatalogFiles(folder, rule, resource(folder + "/" + CHINESE)));
    }
    return files;
  }

  private static Optional<String> resource(String name) {
    try (InputStream in = CatalogFiles.class.getResourceAsStream(BUILT_IN + name)) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those of a folder, sorted; what cannot be read is an issue. */
  static List<CatalogFiles> of(Path folder, List<RuleIssue> issues) {
    List<CatalogFiles> files = new ArrayList<>();
    for (Path rule : rules(folder, issues)) {
      Path home = rule.getParent();
      String path = folder.relativize(home).toString().replace('\\', '/');
      try {
        Path chinese = home.resolve(CHINESE);
        Optional<String> translation =
            Files.exists(chinese) ? Optional.of(Files.readString(chinese)) : Optional.empty();
        files.add(new CatalogFiles(path, Files.readString(rule), translation));
      } catch (IOException e) {
        issues.add(new RuleIssue(path, 1, 1, "cannot be read: " + e.getMessage(), ""));
      }
    }
    if (files.isEmpty()) {
      issues.add(new RuleIssue(folder.toString(), 1, 1, "holds no <domain>/<id>/" + RULE, ""));
    }
    return files;
  }

  private static List<Path> rules(Path folder, List<RuleIssue> issues) {
    try (Stream<Path> found = Files.find(folder, 3, (path, a) -> path.endsWith(RULE))) {
      return found.filter(path -> folder.relativize(path).getNameCount() == 3).sorted().toList();
    } catch (IOException e) {
      issues.add(new RuleIssue(folder.toString(), 1, 1, "cannot be read: " + e.getMessage(), ""));
      return List.of();
    }
  }
}
