package io.coldtrace.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Captured clusters that cases stand on and change a few lines of: {@code clusters/<name>/<node>/},
 * each as the collector wrote it.
 */
public final class Clusters {
  private static final String FOLDER = "clusters/";

  private Clusters() {}

  /** What each node of a cluster said, by path; empty if there is no such cluster. */
  public static Optional<Map<String, Map<String, String>>> named(String name) {
    Map<String, Map<String, String>> nodes = new LinkedHashMap<>();
    for (String path : text(Precompiler.INDEX).lines().toList()) {
      String[] parts = path.split("/", 3);
      if (parts.length == 3 && parts[0].equals(name)) {
        nodes.computeIfAbsent(parts[1], node -> new LinkedHashMap<>()).put(parts[2], text(path));
      }
    }
    return nodes.isEmpty() ? Optional.empty() : Optional.of(Collections.unmodifiableMap(nodes));
  }

  private static String text(String path) {
    try (InputStream in = Clusters.class.getResourceAsStream(FOLDER + path)) {
      if (in == null) {
        throw new IllegalStateException("the build left out " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
