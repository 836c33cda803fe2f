package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeEndpoints;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;

final class EndpointSliceReader implements ObjectReader {
  @Override
  public String kind() {
    return "EndpointSlice";
  }

  @Override
  public KubeEndpoints read(JsonValue object, CapturedText text) {
    String service = object.at("metadata", "labels", "kubernetes.io/service-name").text();
    return new KubeEndpoints(
        ObjectReader.sourceOf(object, text),
        kind(),
        ObjectReader.namespaceOf(object),
        service.isEmpty() ? ObjectReader.nameOf(object) : service,
        addresses(object, true),
        addresses(object, false),
        object.at("ports").elements().stream().map(port -> Ports.text(port, "port")).toList());
  }

  /** An endpoint whose readiness is unknown receives traffic, says the API. */
  private static List<String> addresses(JsonValue slice, boolean ready) {
    return slice.at("endpoints").elements().stream()
        .filter(endpoint -> ready != endpoint.at("conditions", "ready").text().equals("false"))
        .flatMap(endpoint -> endpoint.at("addresses").texts().stream())
        .toList();
  }
}
