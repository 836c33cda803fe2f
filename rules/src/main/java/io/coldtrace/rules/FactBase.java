package io.coldtrace.rules;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.capture.CapturedFile;
import io.coldtrace.facts.kernel.Sysctl;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** All facts of a snapshot, by type, in the order in which they were given; immutable. */
public final class FactBase {
  /** Stands before the kind of a listing that is of IPv6 alone. */
  static final String IPV6 = "ip6:";

  private static final Set<String> PRESENT = Set.of("-", "cut");

  private static final Pattern IPV6_COMMAND =
      Pattern.compile(
          "(?:\\S*/)?(?:ip6tables\\S*|(?:ip|bridge)(?: -\\S+)* (?:-6|-f inet6))(?: .*)?");

  private static final Pattern IPV6_FILE = Pattern.compile("(?:.*/)?ip(?:6tables|-6-)[^/]*");

  private final Map<Class<? extends Fact>, List<Fact>> byType;
  private final SortedMap<String, SortedSet<String>> kindsByNode;
  private final Map<Class<? extends Fact>, Map<String, List<Fact>>> byNode =
      new ConcurrentHashMap<>();

  private final Map<String, Map<String, List<Fact>>> byValue = new ConcurrentHashMap<>();

  private FactBase(
      Map<Class<? extends Fact>, List<Fact>> byType,
      SortedMap<String, SortedSet<String>> kindsByNode) {
    this.byType = byType;
    this.kindsByNode = kindsByNode;
  }

  /** The facts, indexed; the kinds that each node has follow from the captured files among them. */
  public static FactBase of(Collection<? extends Fact> facts) {
    Map<Class<? extends Fact>, List<Fact>> byType = new LinkedHashMap<>();
    SortedMap<String, SortedSet<String>> kinds = new TreeMap<>();
    for (Fact fact : facts) {
      byType.computeIfAbsent(fact.getClass(), type -> new ArrayList<>()).add(fact);
      SortedSet<String> ofNode =
          kinds.computeIfAbsent(fact.source().node(), node -> new TreeSet<>());
      if (fact instanceof CapturedFile file && PRESENT.contains(file.state())) {
        ofNode.add(isOfIpv6(file) ? IPV6 + file.kind() : file.kind());
      }
    }
    byType.replaceAll((type, list) -> List.copyOf(list));
    return new FactBase(Map.copyOf(byType), kinds);
  }

  private static boolean isOfIpv6(CapturedFile file) {
    return IPV6_COMMAND.matcher(file.argv()).matches() || IPV6_FILE.matcher(file.file()).matches();
  }

  /** The facts of a type, in order. */
  public <T extends Fact> List<T> all(Class<T> type) {
    return cast(byType.getOrDefault(type, List.of()));
  }

  /** The facts of a type that a node said, in order. */
  public <T extends Fact> List<T> on(String node, Class<T> type) {
    return cast(byNode.computeIfAbsent(type, this::split).getOrDefault(node, List.of()));
  }

  /**
   * The facts of a type that a condition looks up, in order for each of its values; empty if they
   * have no such text component.
   */
  Optional<List<? extends Fact>> having(Class<? extends Fact> type, Lookup lookup) {
    return index(type, lookup.component())
        .map(
            index ->
                lookup.values().stream()
                    .flatMap(value -> index.getOrDefault(value, List.of()).stream())
                    .toList());
  }

  /** The facts of a type by a text component; empty if they have none of that name. */
  private Optional<Map<String, List<Fact>>> index(Class<? extends Fact> type, String component) {
    Optional<Method> accessor =
        Arrays.stream(type.getRecordComponents())
            .filter(c -> c.getName().equals(component) && c.getType() == String.class)
            .map(RecordComponent::getAccessor)
            .findFirst();
    return accessor.map(
        of ->
            byValue.computeIfAbsent(
                type.getName() + "." + component,
                key ->
                    byType.getOrDefault(type, List.of()).stream()
                        .collect(Collectors.groupingBy(fact -> text(of, fact)))));
  }

  /** A kernel parameter of a node: one, or none if it is not known. */
  List<Sysctl> sysctl(String node, String key) {
    return index(Sysctl.class, "key").orElseThrow().getOrDefault(key, List.of()).stream()
        .filter(fact -> fact.source().node().equals(node))
        .map(Sysctl.class::cast)
        .toList();
  }

  private static String text(Method accessor, Fact fact) {
    try {
      return (String) accessor.invoke(fact);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + accessor, e);
    }
  }

  private Map<String, List<Fact>> split(Class<? extends Fact> type) {
    return byType.getOrDefault(type, List.of()).stream()
        .collect(Collectors.groupingBy(fact -> fact.source().node()));
  }

  // The lists are kept by the class of their elements.
  @SuppressWarnings("unchecked")
  private static <T extends Fact> List<T> cast(List<Fact> facts) {
    return (List<T>) Collections.unmodifiableList(facts);
  }

  /** The nodes that some fact comes from, sorted; the cluster is not one. */
  public List<String> nodes() {
    return kindsByNode.keySet().stream().filter(node -> !node.isEmpty()).toList();
  }

  /**
   * Whether a file of the kind was captured on the node, whole or cut; {@code ip6:iptables-save} is
   * one of IPv6 alone, and {@code iptables-save} any other.
   */
  public boolean has(String node, String kind) {
    return kindsByNode.getOrDefault(node, new TreeSet<>()).contains(kind);
  }

  /** Whether a file of the kind was captured anywhere. */
  public boolean has(String kind) {
    return kindsByNode.values().stream().anyMatch(kinds -> kinds.contains(kind));
  }
}
