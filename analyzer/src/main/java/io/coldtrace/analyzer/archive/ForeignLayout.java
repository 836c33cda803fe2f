package io.coldtrace.analyzer.archive;

import io.coldtrace.analyzer.loose.NodeNames;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The archives of other tools, known by their layout: sosreport, Rancher's logs collector,
 * Troubleshoot's support bundles, {@code kubectl cluster-info dump}.
 *
 * <pre>
 * sosreport-node1-12345-2026-11-22-abcdefg/sos_commands/networking/ip_-d_address
 * node1-2026-11-22_10_00_00/networking/iptablessave
 * support-bundle-2026-11-22T10_00_00/cluster-resources/nodes.json
 * dump/kube-system/pods.json
 * </pre>
 */
final class ForeignLayout {
  /** The host's name stands in the name of the archive's folder. */
  private static final List<Pattern> FOLDERS =
      List.of(
          Pattern.compile(
              "sosreport-(?<host>.+?)(?:[.-][0-9]+)?-(?:[0-9]{4}-[0-9]{2}-[0-9]{2}-[a-z]{5,9}|[0-9]{8,14})(?:-obfuscated)?"),
          Pattern.compile(
              "(?<host>[A-Za-z0-9][\\w.-]*?)-[0-9]{4}-[0-9]{2}-[0-9]{2}_[0-9]{2}_[0-9]{2}_[0-9]{2}"));

  private static final Pattern BUNDLE =
      Pattern.compile("(?:support-?bundle|preflight-?bundle)[\\w.-]*");

  /** What a bundle holds of each node: {@code sysctl/node-1}, {@code remote-collectors/node-1/}. */
  private static final Pattern OF_NODE =
      Pattern.compile(
          "(?:sysctl/|(?:remote|host)-collectors/(?:[\\w-]+/)?nodes?/)(?<host>[^/]+)(?:/.*)?");

  /** What {@code kubectl cluster-info dump} writes: of no node, but of the cluster. */
  private static final Pattern DUMPED =
      Pattern.compile(
          "nodes\\.json|(?!kubectl/)[^/]+/(?:(?:events|replication-controllers|services|daemonsets"
              + "|deployments|replicasets|pods)\\.json|[^/]+/logs\\.txt)");

  private ForeignLayout() {}

  /** The node that a file tells of; the folder's name where that is none of these layouts. */
  static String nodeOf(String folder, String path) {
    if (BUNDLE.matcher(folder).matches()) {
      Matcher ofNode = OF_NODE.matcher(path);
      return ofNode.matches() ? ofNode.group("host") : NodeNames.UNKNOWN;
    }
    for (Pattern pattern : FOLDERS) {
      Matcher matcher = pattern.matcher(folder);
      if (matcher.matches()) {
        return matcher.group("host");
      }
    }
    return DUMPED.matcher(path).matches() ? NodeNames.UNKNOWN : folder;
  }
}
