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
 * The files of a rule, unread.
 *
 * @param path of its folder, as {@code kernel/icmp-echo-ignored}
 * @param english the text of rule.yaml
 * @param chinese the text of zh-CN.yaml, if there is one
 * @param cases the text of cases.yaml, if there is one; not read to judge
 */
record CatalogFiles(String path, String english, Optional<String> chinese, Optional<String> cases) {
  static final String RULE = "rule.yaml";
  static final String CHINESE = "zh-CN.yaml";
  static final String CASES = "cases.yaml";
  static final String BUILT_IN = "catalog/";

  /** Those that Coldtrace comes with: the build lists their folders, for a jar cannot be listed. */
  static List<CatalogFiles> builtIn() {
    return builtIn(false);
  }

  /** Those that Coldtrace comes with, and their cases. */
  static List<CatalogFiles> builtInWithCases() {
    return builtIn(true);
  }

  private static List<CatalogFiles> builtIn(boolean withCases) {
    List<CatalogFiles> files = new ArrayList<>();
    for (String folder : resource(Precompiler.INDEX).orElse("").lines().toList()) {
      files.add(builtIn(folder, withCases));
    }
    return files;
  }

  /** Those of one folder that Coldtrace comes with. */
  static CatalogFiles builtIn(String folder) {
    return builtIn(folder, false);
  }

  private static CatalogFiles builtIn(String folder, boolean withCases) {
    String rule =
        resource(folder + "/" + RULE)
            .orElseThrow(() -> new IllegalStateException("no rule in " + folder));
    return new CatalogFiles(
        folder,
        rule,
        resource(folder + "/" + CHINESE),
        withCases ? resource(folder + "/" + CASES) : Optional.empty());
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
        files.add(
            new CatalogFiles(
                path,
                Files.readString(rule),
                read(home.resolve(CHINESE)),
                read(home.resolve(CASES))));
      } catch (IOException e) {
        issues.add(new RuleIssue(path, 1, 1, "cannot be read: " + e.getMessage(), ""));
      }
    }
    if (files.isEmpty()) {
      issues.add(new RuleIssue(folder.toString(), 1, 1, "holds no <domain>/<id>/" + RULE, ""));
    }
    return files;
  }

  private static Optional<String> read(Path file) throws IOException {
    return Files.exists(file) ? Optional.of(Files.readString(file)) : Optional.empty();
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
