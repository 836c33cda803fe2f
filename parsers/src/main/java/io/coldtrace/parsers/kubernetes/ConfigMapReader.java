package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.Source;
import io.coldtrace.facts.kubernetes.KubeConfigMap;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.util.LinkedHashMap;
import java.util.Map;

final class ConfigMapReader implements ObjectReader {
  @Override
  public String kind() {
    return "ConfigMap";
  }

  @Override
  public KubeConfigMap read(JsonValue object, CapturedText text) {
    Map<String, String> data = object.at("data").textMembers();
    Map<String, Source> lines = new LinkedHashMap<>();
    data.keySet().forEach(key -> lines.put(key, text.at(object.at("data", key).line())));
    return new KubeConfigMap(
        ObjectReader.sourceOf(object, text),
        ObjectReader.namespaceOf(object),
        ObjectReader.nameOf(object),
        data,
        lines);
  }
}
