package io.coldtrace.analyzer.corpus;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A JSON document whose objects and arrays lose what is not needed, from the outside in. */
final class JsonTree {
  private final JsonNode root;

  JsonTree(JsonNode document) {
    root = document.deepCopy();
  }

  /** The document as text, a value a line. */
  List<String> lines() {
    return root.toPrettyString().lines().toList();
  }

  /** Leaves out elements and fields while the text still holds. */
  void reduce(Predicate<List<String>> holds) {
    Deque<JsonNode> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      JsonNode container = open.remove();
      if (container instanceof ArrayNode array) {
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        set(array, DeltaDebugging.smallest(elements, some -> tried(array, some, holds)));
      } else if (container instanceof ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        ObjectNode all = object.deepCopy();
        retain(
            object, all, DeltaDebugging.smallest(names, some -> tried(object, all, some, holds)));
      }
      container.forEach(
          child -> {
            if (child.isContainerNode()) {
              open.add(child);
            }
          });
    }
  }

  private boolean tried(ArrayNode array, List<JsonNode> some, Predicate<List<String>> holds) {
    set(array, some);
    return holds.test(lines());
  }

  private static void set(ArrayNode array, List<JsonNode> elements) {
    array.removeAll();
    array.addAll(elements);
  }

  private boolean tried(
      ObjectNode object, ObjectNode all, List<String> some, Predicate<List<String>> holds) {
    retain(object, all, some);
    return holds.test(lines());
  }

  private static void retain(ObjectNode object, ObjectNode all, List<String> names) {
    object.removeAll();
    names.forEach(name -> object.set(name, all.get(name)));
  }
}
