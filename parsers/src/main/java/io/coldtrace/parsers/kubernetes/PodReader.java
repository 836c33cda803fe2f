package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubePod;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;

final class PodReader implements ObjectReader {
  @Override
  public String kind() {
    return "Pod";
  }

  @Override
  public KubePod read(JsonValue object, CapturedText text) {
    JsonValue owner =
        object.at("metadata", "ownerReferences").elements().stream()
            .findFirst()
            .orElse(JsonValue.MISSING);
    return new KubePod(
        ObjectReader.sourceOf(object, text),
        ObjectReader.namespaceOf(object),
        ObjectReader.nameOf(object),
        object.at("spec", "nodeName").text(),
        object.at("status", "podIP").text(),
        object.at("spec", "hostNetwork").isTrue(),
        object.at("status", "phase").text(),
        ObjectReader.condition(object, "Ready").equals("True"),
        object.at("metadata", "labels").textMembers(),
        owner.isPresent() ? owner.at("kind").text() + "/" + owner.at("name").text() : "",
        ObjectReader.epochSeconds(object.at("metadata", "creationTimestamp")),
        ContainerReader.containers(object, text));
  }
}
