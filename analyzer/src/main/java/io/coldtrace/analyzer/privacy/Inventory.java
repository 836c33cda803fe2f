package io.coldtrace.analyzer.privacy;

import io.coldtrace.analyzer.loose.NodeNames;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.capture.CollectorRun;
import io.coldtrace.facts.capture.Peer;
import io.coldtrace.facts.kernel.HostProcess;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.facts.kubernetes.KubeEndpoints;
import io.coldtrace.facts.kubernetes.KubeListed;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.facts.kubernetes.KubeService;
import io.coldtrace.facts.network.InterfaceAddress;
import io.coldtrace.facts.network.Route;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a snapshot has that must be renamed, and which networks and ranges must stay whole. */
final class Inventory {
  private static final Pattern FOUR =
      Pattern.compile("(?<![0-9])(?<![0-9]\\.)(?:[0-9]{1,3}\\.){3}[0-9]{1,3}(?![0-9])");
  private static final Pattern SIX =
      Pattern.compile("(?<![0-9A-Za-z:.])[0-9A-Fa-f:]*:[0-9A-Fa-f:]*:[0-9A-Fa-f:]*");
  private static final Pattern RANGE =
      Pattern.compile("((?:[0-9]{1,3}\\.){3}[0-9]{1,3})-((?:[0-9]{1,3}\\.){3}[0-9]{1,3})");
  private static final Pattern SEARCH =
      Pattern.compile("(?:^|\\s)(?:search|domain|Domains=)\\s*(?<names>[A-Za-z0-9. -]+)$");
  private static final Pattern HOST =
      Pattern.compile(
          "https?://(?:[^/@\\s]*@)?(?<name>[A-Za-z][A-Za-z0-9-]*(?:\\.[A-Za-z0-9-]+)+)");
  private static final Pattern IMAGE =
      Pattern.compile(
          "\"?image(?:ID)?\"?: *\"?(?:[a-z-]+://)?(?<name>[a-z0-9-]+(?:\\.[a-z0-9-]+)+)(?::[0-9]+)?/");
  private static final Pattern HOSTS =
      Pattern.compile("^[0-9a-fA-F.:]+[ \t]+(?<names>[A-Za-z0-9][A-Za-z0-9. \t-]*)(?:#.*)?$");
  private static final Pattern PROMPT =
      Pattern.compile(
          "^\\[?(?<user>[a-z_][\\w-]*)@(?<node>[A-Za-z0-9][\\w.-]*)[ :][^\\]]*\\]?[#$]");
  private static final Pattern HOME = Pattern.compile("/home/(?<user>[a-z_][a-z0-9_-]*)");
  private static final Pattern UNAME =
      Pattern.compile("^Linux (?<node>[A-Za-z0-9][\\w.-]*) [0-9]+\\..*");

  /**
   * Names of a ReplicaSet's and a DaemonSet's pods: what is before the hashes is the workload's.
   */
  private static final Pattern POD_HASH =
      Pattern.compile("(?:-[a-z0-9]{8,10}(?=-[a-z0-9]{5}$))?-[a-z0-9]{5}$|-[0-9]+$");

  private static final Set<String> SYSTEM =
      Set.of("kube-system", "kube-flannel", "kube-public", "kube-node-lease");

  private final AddressMap addresses;
  private final NameMap names;
  private final LineRewriter lines;

  Inventory(AddressMap addresses, NameMap names, LineRewriter lines) {
    this.addresses = addresses;
    this.names = names;
    this.lines = lines;
  }

  /** What the parsers understood. */
  void add(Fact fact) {
    if (fact instanceof KubeNode node) {
      node(node.name());
      node(node.hostname());
      node.podCidrs().forEach(addresses::keep);
    } else if (fact instanceof CollectorRun run) {
      node(run.node());
      node(run.hostname());
    } else if (fact instanceof KubePod pod) {
      node(pod.nodeName());
      workload(pod.namespace(), pod.name());
    } else if (fact instanceof KubeService service) {
      object(service.namespace(), service.name());
    } else if (fact instanceof KubeEndpoints endpoints) {
      object(endpoints.namespace(), endpoints.name());
    } else if (fact instanceof KubeDaemonSet set) {
      object(set.namespace(), set.name());
    } else if (fact instanceof KubeConfigMap map) {
      object(map.namespace(), map.name());
    } else if (fact instanceof KubeListed row) {
      listed(row);
    } else if (fact instanceof Peer peer) {
      node(peer.node());
    } else if (fact instanceof HostProcess process) {
      names.rename("user", process.user().replaceFirst("\\+$", ""));
    } else if (fact instanceof Route route) {
      addresses.keep(route.destination());
    } else if (fact instanceof InterfaceAddress address) {
      addresses.keep(address.address());
    }
  }

  private void listed(KubeListed row) {
    switch (row.kind()) {
      case "Node" -> node(row.name());
      case "Pod" -> workload(row.namespace(), row.name());
      default -> object(row.namespace(), row.name());
    }
    node(row.columns().getOrDefault("NODE", ""));
  }

  /** What stands in the text, whether a parser reads it or not. */
  void add(String path, String line) {
    Matcher four = FOUR.matcher(line);
    while (four.find()) {
      Ip.parse(four.group()).ifPresent(lines::known);
      int end = four.end();
      if (end < line.length() && line.charAt(end) == '/') {
        Cidr.parse(four.group() + line.substring(end).replaceFirst("^(/[0-9]{1,2}).*", "$1"))
            .ifPresent(addresses::keep);
      }
    }
    Matcher six = SIX.matcher(line);
    while (six.find()) {
      Ip.parse(six.group()).ifPresent(lines::known);
    }
    Matcher range = RANGE.matcher(line);
    while (range.find()) {
      Ip.parse(range.group(1))
          .ifPresent(
              first -> Ip.parse(range.group(2)).ifPresent(last -> addresses.keep(first, last)));
    }
    words(line);
    if (path.endsWith("etc/hosts")) {
      each(HOSTS, "names", line, this::domain);
    }
  }

  private void words(String line) {
    each(SEARCH, "names", line, this::domain);
    each(HOST, "name", line, this::domain);
    each(IMAGE, "name", line, this::domain);
    each(PROMPT, "user", line, user -> names.rename("user", user));
    each(PROMPT, "node", line, this::node);
    each(HOME, "user", line, user -> names.rename("user", user));
    each(UNAME, "node", line, this::node);
  }

  private static void each(
      Pattern pattern, String group, String line, java.util.function.Consumer<String> use) {
    Matcher matcher = pattern.matcher(line);
    while (matcher.find()) {
      for (String name : matcher.group(group).trim().split("\\s+", -1)) {
        use.accept(name);
      }
    }
  }

  /** A node's name; where it is an address it is one of those, where it has a domain that too. */
  void node(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.matches("(?:ip-)?[0-9]+([.-])[0-9]+\\1[0-9]+\\1[0-9]+.*")) {
      int dot = lower.indexOf('.');
      if (lower.startsWith("ip-") && dot > 0) {
        domain(lower.substring(dot + 1));
      }
      return;
    }
    int dot = lower.indexOf('.');
    if (dot > 0) {
      domain(lower.substring(dot + 1));
    }
    if (!lower.equals(NodeNames.UNKNOWN)) {
      names.rename("node", dot > 0 ? lower.substring(0, dot) : lower);
    }
  }

  /** Each label of it but the last, which is everybody's. */
  private void domain(String name) {
    List<String> labels = List.of(name.toLowerCase(Locale.ROOT).split("\\.", -1));
    if (name.endsWith("cluster.local") || name.endsWith(".svc") || Vocabulary.isPublic(name)) {
      return;
    }
    int renamed = Math.max(1, labels.size() - 1);
    labels.subList(0, Math.min(renamed, labels.size())).forEach(l -> names.rename("domain", l));
  }

  private void workload(String namespace, String name) {
    object(namespace, POD_HASH.matcher(name).replaceFirst(""));
  }

  private void object(String namespace, String name) {
    if (!SYSTEM.contains(namespace)) {
      names.rename("namespace", namespace);
      names.rename("app", name);
    }
  }
}
