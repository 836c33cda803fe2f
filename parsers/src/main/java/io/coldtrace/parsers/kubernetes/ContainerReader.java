package io.coldtrace.parsers.kubernetes;

import io.coldtrace.facts.kubernetes.KubeContainer;
import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings together what a pod's spec and its status say of each container. */
final class ContainerReader {
  private ContainerReader() {}

  /** Init containers come first, those that have done their work left out. */
  static List<KubeContainer> containers(JsonValue pod, CapturedText text) {
    List<KubeContainer> containers = new ArrayList<>();
    for (KubeContainer init : read(pod, "initContainers", "initContainerStatuses", text)) {
      if (!init.ready()) {
        containers.add(init);
      }
    }
    containers.addAll(read(pod, "containers", "containerStatuses", text));
    return List.copyOf(containers);
  }

  private static List<KubeContainer> read(
      JsonValue pod, String specMember, String statusMember, CapturedText text) {
    Map<String, JsonValue> specs = byName(pod.at("spec", specMember));
    Map<String, JsonValue> statuses = byName(pod.at("status", statusMember));
    Map<String, JsonValue> all = new LinkedHashMap<>(specs);
    statuses.forEach(all::putIfAbsent);
    List<KubeContainer> containers = new ArrayList<>();
    for (String name : all.keySet()) {
      containers.add(
          container(
              specs.getOrDefault(name, JsonValue.MISSING),
              statuses.getOrDefault(name, JsonValue.MISSING),
              text));
    }
    return containers;
  }

  private static Map<String, JsonValue> byName(JsonValue containers) {
    Map<String, JsonValue> byName = new LinkedHashMap<>();
    containers.elements().forEach(each -> byName.put(each.at("name").text(), each));
    return byName;
  }

  private static KubeContainer container(JsonValue spec, JsonValue status, CapturedText text) {
    String state = status.at("state").members().keySet().stream().findFirst().orElse("");
    JsonValue reason = status.at("state", state, "reason");
    JsonValue last = status.at("lastState", "terminated");
    JsonValue name = first(spec.at("name"), status.at("name"));
    JsonValue decides = first(reason, first(status.at("ready"), name));
    return new KubeContainer(
        text.at(Math.max(decides.line(), 1)),
        name.text(),
        first(spec.at("image"), status.at("image")).text(),
        status.at("ready").isTrue(),
        status.at("restartCount").number(0),
        state,
        reason.text(),
        last.at("reason").text(),
        last.at("exitCode").number(-1),
        spec.at("ports").elements().stream()
            .map(port -> Ports.text(port, "containerPort"))
            .toList(),
        spec.at("ports").elements().stream()
            .filter(port -> port.at("hostPort").number(0) > 0)
            .map(port -> Ports.text(port, "hostPort"))
            .toList());
  }

  private static JsonValue first(JsonValue one, JsonValue other) {
    return one.isPresent() ? one : other;
  }
}
