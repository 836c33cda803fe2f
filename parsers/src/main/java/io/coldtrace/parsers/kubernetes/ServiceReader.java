package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeService;
import io.coldtrace.facts.kubernetes.KubeServicePort;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.util.List;

final class ServiceReader implements ObjectReader {
  @Override
  public String kind() {
    return "Service";
  }

  @Override
  public KubeService read(JsonValue object, CapturedText text) {
    JsonValue spec = object.at("spec");
    List<String> all = spec.at("clusterIPs").texts();
    List<String> addresses = all.isEmpty() ? List.of(spec.at("clusterIP").text()) : all;
    String type = spec.at("type").text();
    JsonValue external = spec.at("externalTrafficPolicy");
    return new KubeService(
        ObjectReader.sourceOf(object, text),
        ObjectReader.namespaceOf(object),
        ObjectReader.nameOf(object),
        type.isEmpty() ? "ClusterIP" : type,
        addresses.stream().filter(ip -> !ip.isEmpty() && !ip.equals("None")).toList(),
        spec.at("ports").elements().stream().map(ServiceReader::port).toList(),
        spec.at("selector").textMembers(),
        external.text(),
        external.isPresent() ? text.at(external.line()) : ObjectReader.sourceOf(object, text),
        spec.at("internalTrafficPolicy").text());
  }

  private static KubeServicePort port(JsonValue port) {
    String target = port.at("targetPort").text();
    return new KubeServicePort(
        port.at("name").text(),
        Ports.protocol(port),
        port.at("port").number(0),
        target.isEmpty() ? port.at("port").text() : target,
        port.at("nodePort").number(0));
  }
}
