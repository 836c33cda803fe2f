package io.coldtrace.analyzer.archive;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The captured files of a snapshot that no manifest lists: loose text, and other tools' archives.
 */
final class UnlistedFiles {
  /** What tells the same as the kind that rules ask for. */
  private static final Map<String, String> SAME =
      Map.of(
          "arp", "ip-neigh",
          "ip-link-json", "ip-link",
          "iptables-L", "iptables-save",
          "iptables-S", "iptables-save",
          "kubectl-yaml", "kubectl-json",
          "nft-ruleset-json", "nft-ruleset",
          "route-n", "ip-route");

  private UnlistedFiles() {}

  /** A captured file for each kind that it holds, or tells the same as, of each of its nodes. */
  static List<CapturedFile> of(ParsedFile file) {
    return file.parts().stream()
        .filter(part -> part.ofNode() && !part.kind().isEmpty())
        .flatMap(
            part ->
                Stream.of(part.kind(), SAME.getOrDefault(part.kind(), part.kind()))
                    .map(kind -> captured(node(part, file), file.path(), kind)))
        .distinct()
        .toList();
  }

  /** Several nodes' outputs may stand in one text. */
  private static String node(ParsedPart part, ParsedFile file) {
    return part.facts().stream().map(fact -> fact.source().node()).findFirst().orElse(file.node());
  }

  private static CapturedFile captured(String node, String path, String kind) {
    return new CapturedFile(new Source(node, path, 0), path, kind, "", 0, 0, 0, 0, "-", "-", "-");
  }
}
