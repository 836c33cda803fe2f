package io.coldtrace.analyzer.derive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.coldtrace.facts.Fact;
import io.coldtrace.facts.derived.FlannelConfig;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What flannel makes of its ConfigMap, and the patches that change it. */
class FlannelConfigsTest {
  private static KubeConfigMap map(String name, String key, String value) {
    return new KubeConfigMap(
        Given.at("node-1", "kubectl/configmaps.json", 3),
        "kube-flannel",
        name,
        Map.of(key, value),
        Map.of(key, Given.at("node-1", "kubectl/configmaps.json", 7)));
  }

  private static FlannelConfig config(String text, Fact... others) {
    List<Fact> facts = new ArrayList<>(List.of(others));
    facts.add(map("kube-flannel-cfg", "net-conf.json", text));
    return FlannelConfigs.of(facts).get(0);
  }

  /** net-conf.json as kubectl would leave it. */
  private static JsonNode after(FlannelConfig config, String change) throws IOException {
    ObjectMapper json = new ObjectMapper();
    String patch = config.patches().get(change);
    return json.readTree(json.readTree(patch).at("/data/net-conf.json").asText());
  }

  @Test
  void whatIsNotSaidIsFlannelsDefault() {
    FlannelConfig config =
        config("{\"Network\": \"10.244.0.0/16\", \"Backend\": {\"Type\": \"vxlan\"}}");
    assertEquals("", config.error());
    assertEquals(8472, config.port());
    assertEquals(1, config.vni());
    assertEquals("node-1/kubectl/configmaps.json:7", config.source().toString());
    assertFalse(config.patches().containsKey("repaired"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Network\": \"172.27.0.0/16\",\"Backend\": {\"Type\": \"host-gw\",}",
        "{“Network”: “172.27.0.0/16”, “Backend”: {“Type”: “host-gw”}}",
        "{'Network': '172.27.0.0/16', 'Backend': {'Type': 'host-gw'}}",
        "{\"Network\": \"172.27.0.0/16\",, \"Backend\": {\"Type\": \"host-gw\"}}}",
        "{\"Network\": \"172.27.0.0/16\", \"Backend\": {\"Type\": \"host-gw\"}",
      })
  void aSlipOfTheHandIsUndone(String text) throws IOException {
    FlannelConfig config = config(text);
    assertFalse(config.error().isEmpty());
    if (!text.contains(",,")) {
      assertEquals("172.27.0.0/16", after(config, "repaired").at("/Network").asText());
      assertEquals("host-gw", after(config, "repaired").at("/Backend/Type").asText());
    } else {
      assertTrue(config.patches().isEmpty(), "nobody knows what was meant");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "Network: 10.244.0.0/16",
        "{\"Backend\": {\"Type\": \"vxlan\"}}",
        "{\"Network\": \"10.244.0.0\", \"Backend\": {\"Type\": \"vxlan\"}}",
        "{\"Network\": \"10.244.0.0/16\", \"Backend\": {\"Type\": \"vxlan\", \"Port\": \"8475\"}}",
      })
  void whatFlannelWouldNotStartWithIsAnError(String text) {
    assertFalse(config(text).error().isEmpty());
  }

  @Test
  void aPatchKeepsWhatItDoesNotChange() throws IOException {
    String text =
        "{\"Network\":\"10.244.0.0/16\",\"EnableNFTables\":true,\"Backend\":{\"Type\":\"vxlan\",\"MTU\":1400}}";
    FlannelConfig config =
        config(text, map("kube-proxy", "config.conf", "clusterCIDR: 10.240.0.0/12\n"));
    JsonNode moved = after(config, "port-8475");
    assertEquals(8475, moved.at("/Backend/Port").asInt());
    assertEquals(1400, moved.at("/Backend/MTU").asInt());
    assertTrue(moved.at("/EnableNFTables").asBoolean());
    assertEquals("10.240.0.0/12", after(config, "network").at("/Network").asText());
    assertEquals("host-gw", after(config, "host-gw").at("/Backend/Type").asText());
    assertFalse(config.patches().containsKey("vxlan"));
  }
}
