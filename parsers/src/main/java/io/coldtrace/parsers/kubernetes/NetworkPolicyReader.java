package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeListed;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.util.Map;

/** A NetworkPolicy: that it is there is all that is asked. */
final class NetworkPolicyReader implements ObjectReader {
  @Override
  public String kind() {
    return "NetworkPolicy";
  }

  @Override
  public KubeListed read(JsonValue object, CapturedText text) {
    return new KubeListed(
        ObjectReader.sourceOf(object, text),
        kind(),
        ObjectReader.namespaceOf(object),
        ObjectReader.nameOf(object),
        Map.of());
  }
}
