package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeDaemonSet;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;

final class DaemonSetReader implements ObjectReader {
  @Override
  public String kind() {
    return "DaemonSet";
  }

  @Override
  public KubeDaemonSet read(JsonValue object, CapturedText text) {
    return new KubeDaemonSet(
        ObjectReader.sourceOf(object, text),
        ObjectReader.namespaceOf(object),
        ObjectReader.nameOf(object),
        object.at("status", "desiredNumberScheduled").number(0),
        object.at("status", "numberReady").number(0),
        object.at("spec", "template", "spec", "containers").elements().stream()
            .map(container -> container.at("image").text())
            .toList());
  }
}
