package io.coldtrace.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A step of the build: lists the folders of the built-in rules and of the clusters that their cases
 * stand on, which cannot be listed in a jar, and checks every expression once for all processes.
 */
public final class Precompiler {
  static final String INDEX = "index.txt";

  private Precompiler() {}

  /**
   * Run by Maven.
   *
   * @param arguments the folder of this module's resources, and that of its compiled classes
   */
  public static void main(String[] arguments) throws IOException {
    Path sources = Path.of(arguments[0], "io", "coldtrace", "rules");
    Path home = Path.of(arguments[1], "io", "coldtrace", "rules");
    Path catalog = home.resolve("catalog");
    List<CatalogFiles> files = CatalogFiles.of(sources.resolve("catalog"), new ArrayList<>());
    Files.write(catalog.resolve(INDEX), files.stream().map(CatalogFiles::path).toList());
    Files.write(home.resolve("clusters").resolve(INDEX), list(sources.resolve("clusters")));
    // Those of an earlier build may be of other types of facts.
    Path trees = catalog.resolve(CheckedTrees.FILE);
    Path heads = catalog.resolve(RuleIndex.FILE);
    Files.deleteIfExists(trees);
    Files.deleteIfExists(heads);
    List<Rule> rules = files.stream().flatMap(file -> RuleCatalog.rule(file).stream()).toList();
    Files.write(trees, CheckedTrees.write(rules.stream().flatMap(Rule::allExpressions).toList()));
    Files.write(
        heads,
        RuleIndex.write(rules.stream().map(Rule::head).filter(Precompiler::isSound).toList()));
  }

  /** What is wrong with the others is told where their cases are tried. */
  private static boolean isSound(RuleHead head) {
    return head.when().checkedTree().isPresent()
        && head.where().map(where -> where.checkedTree().isPresent()).orElse(true);
  }

  private static List<String> list(Path folder) throws IOException {
    try (Stream<Path> found = Files.walk(folder)) {
      return found
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.equals(INDEX))
          .sorted()
          .toList();
    }
  }
}
