package io.coldtrace.parsers.host;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.FileParser;
import io.coldtrace.parsers.LineLedger;
import io.coldtrace.parsers.json.JsonValue;
import io.coldtrace.parsers.json.YamlDocument;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads the configuration of kubelet, k3s and rke2. Every scalar becomes a setting whose key is its
 * path: {@code clusterDNS[0]}.
 *
 * <pre>
 * clusterDNS:
 * - 10.96.0.10
 * resolvConf: /run/systemd/resolve/resolv.conf
 * </pre>
 *
 * Format: kubelet.config.k8s.io/v1beta1.
 */
public final class ConfigYamlFileParser implements FileParser {
  /** A value that the collector has masked, which YAML takes for an alias. */
  private static final Pattern MASKED = Pattern.compile("(?<=[:-] )\\*\\*\\*");

  @Override
  public String kind() {
    return "config-yaml";
  }

  @Override
  public void parse(CapturedText text, LineLedger ledger) {
    List<String> lines =
        text.lines().stream().map(line -> MASKED.matcher(line).replaceAll("'***'")).toList();
    Optional<JsonValue> root = YamlDocument.read(lines, 1, Set.of());
    if (root.isPresent() && !root.get().members().isEmpty()) {
      ledger.factLines(1, text.lines().size());
      SettingTree.read(root.get(), text, ledger);
    }
  }
}
