package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeEndpoints;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;
import java.util.stream.Stream;

final class EndpointsReader implements ObjectReader {
  @Override
  public String kind() {
    return "Endpoints";
  }

  @Override
  public KubeEndpoints read(JsonValue object, CapturedText text) {
    List<JsonValue> subsets = object.at("subsets").elements();
    return new KubeEndpoints(
        ObjectReader.sourceOf(object, text),
        kind(),
        ObjectReader.namespaceOf(object),
        ObjectReader.nameOf(object),
        addresses(subsets, "addresses"),
        addresses(subsets, "notReadyAddresses"),
        members(subsets, "ports").map(port -> Ports.text(port, "port")).distinct().toList());
  }

  private static List<String> addresses(List<JsonValue> subsets, String member) {
    return members(subsets, member).map(address -> address.at("ip").text()).distinct().toList();
  }

  private static Stream<JsonValue> members(List<JsonValue> subsets, String member) {
    return subsets.stream().flatMap(subset -> subset.at(member).elements().stream());
  }
}
