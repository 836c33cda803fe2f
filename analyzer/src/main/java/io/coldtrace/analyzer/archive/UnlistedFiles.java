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

  /** A captured file for each kind that it holds, or tells the same as. */
  static List<CapturedFile> of(ParsedFile file) {
    Source source = new Source(file.node(), file.path(), 0);
    return file.parts().stream()
        .filter(part -> part.ofNode() && !part.kind().isEmpty())
        .map(ParsedPart::kind)
        .flatMap(kind -> Stream.of(kind, SAME.getOrDefault(kind, kind)))
        .distinct()
        .map(kind -> new CapturedFile(source, file.path(), kind, "", 0, 0, 0, 0, "-", "-", "-"))
        .toList();
  }
}
