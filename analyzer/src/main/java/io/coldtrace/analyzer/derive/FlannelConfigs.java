package io.coldtrace.analyzer.derive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.facts.kubernetes.KubeNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What flannel's ConfigMaps say, and how they would have to read to say something else. */
final class FlannelConfigs {
  private static final String KEY = "net-conf.json";

  /** As strict as Go's decoder: nothing may follow the value. */
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Pattern CLUSTER_NETWORK =
      Pattern.compile("(?m)^\\s*(?:podSubnet|clusterCIDR): *\"?([0-9./]+)");

  private static final int LINUX_PORT = 8472;

  private final List<KubeConfigMap> configMaps;
  private final List<Cidr> podCidrs;

  private FlannelConfigs(Collection<? extends Fact> facts) {
    configMaps = Facts.only(facts, KubeConfigMap.class);
    podCidrs =
        Facts.only(facts, KubeNode.class).stream()
            .flatMap(node -> node.podCidrs().stream())
            .filter(cidr -> cidr.address().version() == 4)
            .toList();
  }

  static List<FlannelConfig> of(Collection<? extends Fact> facts) {
    FlannelConfigs configs = new FlannelConfigs(facts);
    return configs.configMaps.stream()
        .filter(map -> map.data().containsKey(KEY))
        .map(configs::config)
        .toList();
  }

  private FlannelConfig config(KubeConfigMap map) {
    String text = map.data().get(KEY);
    String error = error(text);
    JsonNode root = tree(text).orElse(JSON.createObjectNode());
    JsonNode backend = root.path("Backend");
    String type = backend.path("Type").asText("udp");
    String cluster = clusterNetwork();
    return new FlannelConfig(
        map.lines().getOrDefault(KEY, map.source()),
        map.namespace(),
        map.name(),
        error,
        root.path("Network").asText(""),
        type,
        backend.path("Port").asInt(type.equals("vxlan") ? LINUX_PORT : 0),
        backend.path("VNI").asInt(1),
        backend.path("MTU").asInt(0),
        backend.path("DirectRouting").asBoolean(false),
        cluster,
        error.isEmpty() ? changed((ObjectNode) root, cluster) : repaired(text));
  }

  /** Of what kubeadm and kube-proxy hold that which has room for every node's podCIDR. */
  private String clusterNetwork() {
    for (String name : List.of("kubeadm-config", "kube-proxy")) {
      for (KubeConfigMap map : configMaps) {
        if (map.name().equals(name)) {
          for (String text : map.data().values()) {
            Matcher matcher = CLUSTER_NETWORK.matcher(text);
            Optional<Cidr> network =
                matcher.find() ? Cidr.parse(matcher.group(1)) : Optional.empty();
            if (network.isPresent() && podCidrs.stream().allMatch(network.get()::contains)) {
              return network.get().toString();
            }
          }
        }
      }
    }
    return "";
  }

  private static Optional<JsonNode> tree(String text) {
    try {
      return Optional.ofNullable(JSON.readTree(text)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** Why flannel would not start with it. */
  private static String error(String text) {
    try {
      JsonNode root = JSON.readTree(text);
      if (root == null || !root.isObject()) {
        return "it is no JSON object";
      }
      JsonNode network = root.path("Network");
      boolean ipv4 = root.path("EnableIPv4").asBoolean(true);
      if (ipv4 && Cidr.parse(network.asText()).filter(c -> c.prefix() < 32).isEmpty()) {
        return network.isMissingNode() ? "it has no \"Network\"" : "\"Network\" is no network";
      }
      for (String number : List.of("Port", "VNI", "MTU")) {
        JsonNode value = root.path("Backend").path(number);
        if (!value.isMissingNode() && !value.isInt()) {
          return "\"" + number + "\" is no number";
        }
      }
      return "";
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : "line %d, column %d: "
                  .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr());
      return place + e.getOriginalMessage().replaceAll("(?s)\\R.*| \\(code [^)]*\\)", "");
    }
  }

  /** The slips of people who edit it by hand, undone. */
  private static Map<String, String> repaired(String text) {
    String straight = text.replaceAll("[“”„‟]", "\"").replace('，', ',').replace('：', ':');
    if (!straight.contains("\"")) {
      straight = straight.replaceAll("['‘’]", "\"");
    }
    String numbers = straight.replaceAll("(\"(?:Port|VNI|MTU)\"\\s*:\\s*)\"([0-9]+)\"", "$1$2");
    String closed = balanced(numbers).replaceAll(",(\\s*[}\\]])", "$1");
    return error(closed).isEmpty()
        ? Map.of("repaired", patch(tree(closed).orElseThrow()))
        : Map.of();
  }

  private static String balanced(String text) {
    StringBuilder balanced = new StringBuilder();
    int depth = 0;
    for (char c : text.strip().toCharArray()) {
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth < 0) {
        return balanced.toString();
      }
      balanced.append(c);
    }
    return balanced.append("}".repeat(depth)).toString();
  }

  private static Map<String, String> changed(ObjectNode root, String cluster) {
    Map<String, String> patches = new TreeMap<>();
    String type = root.path("Backend").path("Type").asText("udp");
    if (!cluster.isEmpty() && !cluster.equals(root.path("Network").asText())) {
      patches.put("network", patch(root, copy -> copy.put("Network", cluster)));
    }
    for (String other : List.of("vxlan", "host-gw")) {
      if (!type.equals(other)) {
        ObjectNode backend = JSON.createObjectNode().put("Type", other);
        patches.put(other, patch(root, copy -> copy.set("Backend", backend)));
      }
    }
    if (type.equals("vxlan")) {
      for (int port : List.of(LINUX_PORT, 8475)) {
        String patch = patch(root, copy -> ((ObjectNode) copy.path("Backend")).put("Port", port));
        patches.put("port-" + port, patch);
      }
    }
    return patches;
  }

  private static String patch(ObjectNode root, Consumer<ObjectNode> change) {
    ObjectNode copy = root.deepCopy();
    change.accept(copy);
    return patch(copy);
  }

  private static String patch(JsonNode config) {
    ObjectNode patch = JSON.createObjectNode();
    patch.putObject("data").put(KEY, config.toPrettyString() + "\n");
    return patch.toString();
  }

  /** Nodes whose podCIDR does not lie in the network that flannel is told. */
  static List<KubeNode> outside(FlannelConfig config, Collection<KubeNode> nodes) {
    Optional<Cidr> network = Cidr.parse(config.network());
    List<KubeNode> outside = new ArrayList<>();
    if (network.isPresent() && config.error().isEmpty()) {
      for (KubeNode node : nodes) {
        if (node.podCidrs().stream()
            .filter(cidr -> cidr.address().version() == 4)
            .anyMatch(cidr -> !network.get().contains(cidr))) {
          outside.add(node);
        }
      }
    }
    return outside;
  }
}
