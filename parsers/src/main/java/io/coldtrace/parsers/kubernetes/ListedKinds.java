package io.coldtrace.parsers.kubernetes;

import io.coldtrace.parsers.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** What the tables of {@code kubectl get} look like: titles, and rows without them. */
final class ListedKinds {
  private static final String AGE = "(?:(?:[0-9]+[smhdy]){1,3}|<unknown>|<invalid>)";

  private static final Pattern HEAD =
      Pattern.compile(
          "(?:NAMESPACE\\s+)?(?:NAME|LAST SEEN|LASTSEEN)(?:\\s+[A-Z][A-Z0-9()%./ _-]*)?");

  /** Cells whose form is known, whatever table they stand in. */
  private static final Map<String, Pattern> FORMS =
      Map.of(
          "NAME", Pattern.compile("[\\w.:/@-]+(?: \\((?:default|not-set)\\))?"),
          "NAMESPACE", Pattern.compile("[a-z0-9][a-z0-9.-]*"),
          "READY", Pattern.compile("[0-9]+/[0-9]+|[0-9]+|True|False|Unknown|true|false"),
          "AGE", Pattern.compile(AGE),
          "LAST SEEN", Pattern.compile(AGE),
          "STATUS", Pattern.compile("[A-Z][\\w:.,/ -]*|<unknown>"),
          "RESTARTS", Pattern.compile("[0-9]+(?: \\(" + AGE + " ago\\))?"));

  /** Titles that one kind alone has, the first that all stand in the head. */
  private static final List<Map.Entry<String, List<String>>> KINDS =
      List.of(
          Map.entry("Event", List.of("REASON", "MESSAGE")),
          Map.entry("Pod", List.of("READY", "STATUS", "RESTARTS")),
          Map.entry("Node", List.of("STATUS", "ROLES", "VERSION")),
          Map.entry("Service", List.of("TYPE", "CLUSTER-IP")),
          Map.entry("DaemonSet", List.of("DESIRED", "CURRENT", "NODE SELECTOR")),
          Map.entry("DaemonSet", List.of("DESIRED", "CURRENT", "NODE-SELECTOR")),
          Map.entry("ReplicaSet", List.of("DESIRED", "CURRENT", "READY")),
          Map.entry("EndpointSlice", List.of("ADDRESSTYPE", "ENDPOINTS")),
          Map.entry("Endpoints", List.of("ENDPOINTS")),
          Map.entry("Deployment", List.of("UP-TO-DATE", "AVAILABLE")),
          Map.entry("Deployment", List.of("READY", "UP-TO-DATE")),
          Map.entry("NetworkPolicy", List.of("POD-SELECTOR")),
          Map.entry("Lease", List.of("HOLDER")),
          Map.entry("ConfigMap", List.of("DATA")));

  private ListedKinds() {}

  /** Whether it is a head line: titles alone, in capitals. */
  static boolean isHead(String line) {
    return HEAD.matcher(line.strip()).matches();
  }

  static boolean isRow(Map<String, String> cells) {
    boolean named = cells.containsKey("NAME") || cells.containsKey("OBJECT");
    return named
        && FORMS.entrySet().stream()
            .allMatch(
                form -> {
                  String cell = cells.get(form.getKey());
                  return cell == null || form.getValue().matcher(cell).matches();
                });
  }

  /** The kind of the rows; {@code kubectl get all} names it before each name. */
  static String kindOf(List<String> titles, String name) {
    for (Map.Entry<String, List<String>> kind : KINDS) {
      if (titles.containsAll(kind.getValue())) {
        return kind.getKey();
      }
    }
    int slash = name.indexOf('/');
    String resource = slash > 0 ? name.substring(0, slash).replaceFirst("\\..*", "") : "";
    return resource.isEmpty()
        ? ""
        : resource.substring(0, 1).toUpperCase(Locale.ROOT) + resource.substring(1);
  }

  /** The tables that a row without a head line may be of. */
  static List<TextTable> withoutHead(String line) {
    List<String> cells = new ArrayList<>(List.of(line.split("\\s{2,}|\t", -1)));
    if (cells.size() < 4) {
      cells = new ArrayList<>(List.of(line.split("\\s+", -1)));
    }
    boolean namespaced = cells.size() > 4 && !isTelling(cells.get(1)) && isTelling(cells.get(2));
    int first = namespaced ? 1 : 0;
    return KNOWN_ROWS.stream()
        .filter(row -> row.tells(line, namespaced))
        .map(row -> TextTable.withTitles(row.titles(namespaced, cellCount(line) - first)))
        .toList();
  }

  private static int cellCount(String line) {
    return line.split("\\s{2,}|\t", -1).length;
  }

  private static boolean isTelling(String cell) {
    return cell.matches(
        "[0-9]+/[0-9]+|(?:Not)?Ready\\S*|Unknown|ClusterIP|NodePort|LoadBalancer|ExternalName");
  }

  /** A row that is known by a cell of it. */
  private record Row(Pattern telling, List<String> all) {
    boolean tells(String line, boolean namespaced) {
      String prefix = namespaced ? "\\S+\\s+" : "";
      return Pattern.compile(prefix + "\\S+\\s+" + telling.pattern()).matcher(line).lookingAt();
    }

    String[] titles(boolean namespaced, int count) {
      List<String> titles = new ArrayList<>(namespaced ? List.of("NAMESPACE") : List.of());
      titles.addAll(all.subList(0, Math.max(1, Math.min(count, all.size()))));
      return titles.toArray(String[]::new);
    }
  }

  private static final List<Row> KNOWN_ROWS =
      List.of(
          new Row(
              Pattern.compile("[0-9]+/[0-9]+\\s+[A-Z]\\S+\\s+[0-9]+"),
              List.of(
                  "NAME",
                  "READY",
                  "STATUS",
                  "RESTARTS",
                  "AGE",
                  "IP",
                  "NODE",
                  "NOMINATED NODE",
                  "READINESS GATES")),
          new Row(
              Pattern.compile("[0-9]+/[0-9]+\\s+[0-9]+\\s+[0-9]+"),
              List.of(
                  "NAME",
                  "READY",
                  "UP-TO-DATE",
                  "AVAILABLE",
                  "AGE",
                  "CONTAINERS",
                  "IMAGES",
                  "SELECTOR")),
          new Row(
              Pattern.compile("(?:Ready|NotReady|Unknown)\\S*\\s"),
              List.of(
                  "NAME",
                  "STATUS",
                  "ROLES",
                  "AGE",
                  "VERSION",
                  "INTERNAL-IP",
                  "EXTERNAL-IP",
                  "OS-IMAGE",
                  "KERNEL-VERSION",
                  "CONTAINER-RUNTIME")),
          new Row(
              Pattern.compile("(?:ClusterIP|NodePort|LoadBalancer|ExternalName)\\s"),
              List.of("NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE", "SELECTOR")),
          new Row(
              Pattern.compile("(?:[0-9]+\\s+){5}\\S+"),
              List.of(
                  "NAME",
                  "DESIRED",
                  "CURRENT",
                  "READY",
                  "UP-TO-DATE",
                  "AVAILABLE",
                  "NODE SELECTOR",
                  "AGE",
                  "CONTAINERS",
                  "IMAGES",
                  "SELECTOR")),
          new Row(
              Pattern.compile(
                  "(?:[0-9.a-f:]+:[0-9]+,?)+(?: \\+ [0-9]+ more\\.\\.\\.)?\\s|<none>\\s+[0-9]+[smhdy]"),
              List.of("NAME", "ENDPOINTS", "AGE")));
}
