package io.coldtrace.analyzer.loose;

import io.coldtrace.parsers.kind.CommandKinds;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The node that a loose file tells of: by its name ({@code 05_10.25.1.55_tcpdump.txt}, {@code
 * node2_ps.txt}), else by the first prompt in it, else {@code snapshot}.
 */
public final class NodeNames {
  /** The node where nothing says which. */
  public static final String UNKNOWN = "snapshot";

  private static final Pattern ADDRESS =
      Pattern.compile("(?<![0-9.])(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9]|\\.[0-9])");

  /** {@code node2}, {@code k8s-master-01}, {@code worker-a.example.com}. */
  private static final Pattern ROLE =
      Pattern.compile(
          "(?:[a-z0-9]+-)*(?:node|master|worker|control-?plane|cp|server|agent|host|vm|kube|k8s|compute|infra|etcd)"
              + "(?:-?[a-z0-9]+)*(?:\\.[a-z0-9-]+)*");

  /** Something with a number at its end may be a host; these are not. */
  private static final Pattern NO_HOST =
      Pattern.compile(
          "(?:eth|ens|enp|eno|bond|br|cni|flannel|docker|veth|vxlan|cali|tun|tap|lo|wlan|kube-ipvs|"
              + "ip|ipv|iptables|ip6?tables|v|t|s|step|part|test|out|output|file|log|case|issue|no|num|run|pod|port|udp|tcp|"
              + "sample|capture|dump|page|sha|md|x|utf|rhel|centos|el|ubuntu|debian|iso|top|ps|ss)[-.]?[0-9.]+");

  private static final Pattern COLLECTED =
      Pattern.compile("coldtrace-(?<node>.+)-[0-9]{8}T?[0-9]{4,6}Z?");

  private NodeNames() {}

  /** The node by the file's name and then its prompts. */
  public static String of(String fileName, List<String> lines) {
    return byFileName(fileName).or(() -> byPrompt(lines)).orElse(UNKNOWN);
  }

  /**
   * The node that an archive without a folder a node tells of: {@code
   * coldtrace-node-1-20261122T101112Z.tar.gz}.
   */
  public static String ofArchive(Path archive) {
    String name = archive.getFileName().toString();
    String stem = name.replaceFirst("(?i)(?:\\.(?:tar|tgz|gz|xz|zst|cms|p7m|[0-9]{3}))+$", "");
    Matcher collected = COLLECTED.matcher(stem);
    return collected.matches()
        ? collected.group("node")
        : byFileName(stem).orElse(stem.isEmpty() ? UNKNOWN : stem);
  }

  static Optional<String> byFileName(String fileName) {
    Matcher address = ADDRESS.matcher(fileName);
    if (address.find()) {
      return Optional.of(address.group());
    }
    String stem = fileName.replaceFirst("\\.(?:txt|log|out|json|ya?ml|md)$", "");
    for (String word : stem.split("[_ ]+", -1)) {
      if (isHost(word)) {
        return Optional.of(word);
      }
    }
    return Optional.empty();
  }

  private static boolean isHost(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    boolean numbered = lower.matches("[a-z][a-z0-9-]*[a-z-][0-9]{1,4}");
    return CommandKinds.kindOf(lower).isEmpty()
        && !NO_HOST.matcher(lower).matches()
        && !lower.matches("nodes?|kube|k8s|agent|server|host|hosts|etcd")
        && (numbered || ROLE.matcher(lower).matches());
  }

  private static Optional<String> byPrompt(List<String> lines) {
    return lines.stream()
        .limit(10_000)
        .map(Separator::of)
        .flatMap(Optional::stream)
        .filter(separator -> separator.node().isPresent() && !separator.elsewhere())
        .map(separator -> separator.node().orElseThrow())
        .findFirst();
  }
}
