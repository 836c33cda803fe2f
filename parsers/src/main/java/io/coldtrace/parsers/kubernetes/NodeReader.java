package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.Cidr;
import io.coldtrace.facts.Ip;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.kubernetes.KubeNode;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

final class NodeReader implements ObjectReader {
  @Override
  public String kind() {
    return "Node";
  }

  @Override
  public KubeNode read(JsonValue object, CapturedText text) {
    return new KubeNode(
        ObjectReader.sourceOf(object, text),
        ObjectReader.nameOf(object),
        Stream.concat(addresses(object, true), addresses(object, false)).toList(),
        hostname(object),
        podCidrs(object.at("spec")),
        ObjectReader.condition(object, "Ready"),
        object.at("status", "nodeInfo", "osImage").text(),
        object.at("status", "nodeInfo", "kernelVersion").text(),
        object.at("metadata", "annotations").textMembers(),
        object.at("metadata", "labels").textMembers(),
        lines(object, text));
  }

  private static Map<String, Source> lines(JsonValue node, CapturedText text) {
    Map<String, Source> lines = new LinkedHashMap<>();
    node.at("metadata", "annotations")
        .members()
        .forEach((key, value) -> lines.put(key, text.at(value.line())));
    JsonValue podCidr = node.at("spec", "podCIDR");
    JsonValue first =
        podCidr.isPresent()
            ? podCidr
            : node.at("spec", "podCIDRs").elements().stream().findFirst().orElse(JsonValue.MISSING);
    if (first.isPresent()) {
      lines.put("podCIDR", text.at(first.line()));
    }
    return lines;
  }

  private static Stream<String> addresses(JsonValue node, boolean internal) {
    return node.at("status", "addresses").elements().stream()
        .filter(address -> internal == address.at("type").text().equals("InternalIP"))
        .map(address -> address.at("address").text())
        .filter(address -> Ip.parse(address).isPresent());
  }

  private static String hostname(JsonValue node) {
    return node.at("status", "addresses").elements().stream()
        .filter(address -> address.at("type").text().equals("Hostname"))
        .map(address -> address.at("address").text())
        .findFirst()
        .orElse(ObjectReader.nameOf(node));
  }

  private static List<Cidr> podCidrs(JsonValue spec) {
    List<String> all = spec.at("podCIDRs").texts();
    List<String> cidrs = all.isEmpty() ? List.of(spec.at("podCIDR").text()) : all;
    return cidrs.stream().map(Cidr::parse).flatMap(Optional::stream).toList();
  }
}
