package io.coldtrace.parsers.command;

import io.coldtrace.parsers.CapturedText;
import io.coldtrace.parsers.command.NodeCommand.ConfigMapPatch;
import io.coldtrace.parsers.command.NodeCommand.DaemonSetRestart;
import io.coldtrace.parsers.json.JsonDocument;
import io.coldtrace.parsers.json.JsonValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code kubectl} (kubectl-patch(1), kubectl-rollout-restart(1)): what changes a ConfigMap, or
 * starts a DaemonSet's pods anew.
 *
 * <pre>
 * kubectl -n kube-flannel patch configmap kube-flannel-cfg --type merge -p '{"data":{...}}'
 * kubectl -n kube-flannel rollout restart daemonset/kube-flannel-ds
 * </pre>
 */
final class KubectlCommand {
  /** Options that take a value, by each of their names. */
  private static final Map<String, String> OPTIONS =
      Map.of(
          "-n",
          "namespace",
          "--namespace",
          "namespace",
          "-p",
          "patch",
          "--patch",
          "patch",
          "--type",
          "type");

  private static final Set<String> CONFIG_MAP = Set.of("configmap", "configmaps", "cm");
  private static final Set<String> DAEMON_SET = Set.of("daemonset", "daemonsets", "ds");

  private final Map<String, String> options = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  private KubectlCommand() {}

  static Optional<NodeCommand> read(List<String> arguments) {
    KubectlCommand command = new KubectlCommand();
    return command.split(arguments) ? command.meaning() : Optional.empty();
  }

  /** Options may stand anywhere; false if there is one whose effect is not known. */
  private boolean split(List<String> arguments) {
    for (int i = 0; i < arguments.size(); i++) {
      String word = arguments.get(i);
      if (!word.startsWith("-")) {
        words.add(word);
        continue;
      }
      int equals = word.startsWith("--") ? word.indexOf('=') : -1;
      String option = OPTIONS.get(equals < 0 ? word : word.substring(0, equals));
      if (option == null || (equals < 0 && i + 1 == arguments.size())) {
        return false;
      }
      options.put(option, equals < 0 ? arguments.get(++i) : word.substring(equals + 1));
    }
    return true;
  }

  private Optional<NodeCommand> meaning() {
    String namespace = options.getOrDefault("namespace", "default");
    if (!words.isEmpty() && words.get(0).equals("patch")) {
      return named(words.subList(1, words.size()), CONFIG_MAP)
          .filter(name -> "merge".equals(options.get("type")))
          .flatMap(name -> data().map(data -> new ConfigMapPatch(namespace, name, data)));
    }
    boolean restart = words.size() > 2 && words.subList(0, 2).equals(List.of("rollout", "restart"));
    return restart && options.keySet().stream().allMatch("namespace"::equals)
        ? named(words.subList(2, words.size()), DAEMON_SET)
            .map(name -> new DaemonSetRestart(namespace, name))
        : Optional.empty();
  }

  /** The one object that is named, as {@code KIND NAME} or {@code KIND/NAME}. */
  private static Optional<String> named(List<String> object, Set<String> kinds) {
    List<String> parts = List.of(String.join("/", object).split("/", -1));
    return parts.size() == 2 && kinds.contains(parts.get(0)) && !parts.get(1).isEmpty()
        ? Optional.of(parts.get(1))
        : Optional.empty();
  }

  /** The texts that a patch sets (RFC 7386); empty if it does anything else. */
  private Optional<Map<String, String>> data() {
    String patch = options.getOrDefault("patch", "");
    JsonDocument document =
        JsonDocument.read(new CapturedText("", "", patch.lines().toList()), Set.of());
    if (!document.isWhole() || document.roots().size() != 1) {
      return Optional.empty();
    }
    JsonValue root = document.roots().get(0);
    Map<String, String> data = root.at("data").textMembers();
    boolean all = !data.isEmpty() && data.size() == root.at("data").members().size();
    return all && root.members().size() == 1 ? Optional.of(data) : Optional.empty();
  }
}
