package io.coldtrace.parsers.kind;

import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.Parsers;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Tells what a file is by its path or its name: {@code etc/resolv.conf}, {@code
 * 05_10.25.1.55_tcpdump.txt}, {@code sos_commands/networking/ip_-d_address}, {@code
 * node2-ip-route.log}.
 */
public final class PathKinds {
  private static final KindTable PATHS = KindTable.read(PathKinds.class, "paths.tsv");

  /** The longer name first: {@code sysctl-conf} before {@code ss}. */
  private static final List<String> KINDS =
      Parsers.all().stream()
          .map(FileParser::kind)
          .filter(kind -> !kind.matches("host|hosts|hostname|date|manifest|peers|journal|tc"))
          .sorted(Comparator.comparingInt(String::length).reversed())
          .toList();

  private PathKinds() {}

  /** The kind by the path alone; empty if it says nothing. */
  public static Optional<String> kindOf(String path) {
    return byTable(path).or(() -> byName(path.substring(path.lastIndexOf('/') + 1)));
  }

  /** As a file whose path is known for what it holds. */
  public static Optional<String> byTable(String path) {
    return PATHS.rows().stream().filter(row -> row.fits(path)).map(KindTable.Row::kind).findFirst();
  }

  /** A command, or a kind, somewhere in a name that a person chose. */
  static Optional<String> byName(String name) {
    String stem = name.replaceFirst("\\.(?:txt|log|out|json|ya?ml|md|tsv|csv)$", "");
    List<String> words = List.of(stem.split("[_ ]+", -1));
    for (int from = 0; from < words.size(); from++) {
      Optional<String> kind =
          CommandKinds.kindOf(String.join(" ", words.subList(from, words.size())));
      if (kind.isPresent()) {
        return kind;
      }
    }
    String hyphenated = "-" + stem.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-") + "-";
    return KINDS.stream()
        .filter(kind -> hyphenated.contains("-" + kind.toLowerCase(Locale.ROOT) + "-"))
        .findFirst();
  }
}
