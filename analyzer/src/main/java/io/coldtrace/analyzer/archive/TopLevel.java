package io.coldtrace.analyzer.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What stands at the top of a folder or an archive: it tells whether the folders there are nodes,
 * or the whole is one.
 *
 * <pre>
 * node-1/manifest.tsv, node-2/manifest.tsv           a folder a node
 * manifest.tsv, sysctl-a.txt, files/etc/resolv.conf  one node, packed without its folder
 * sos_commands/, etc/, proc/                         one node, by another tool
 * node-1.txt, node2_ps.txt                           texts, whose names tell the node
 * </pre>
 */
record TopLevel(Set<String> files, Set<String> folders) {
  private static final String MANIFEST = "manifest.tsv";

  /** Folders within a node's own: the collector's, and those of a Linux system. */
  private static final Set<String> WITHIN_NODE =
      Set.of(
          "after", "boot", "etc", "files", "kubectl", "lib", "pod", "probes", "proc", "run", "sys",
          "usr", "var");

  TopLevel() {
    this(new TreeSet<>(), new TreeSet<>());
  }

  static TopLevel of(Path folder) throws IOException {
    TopLevel top = new TopLevel();
    try (Stream<Path> children = Files.list(folder)) {
      children.forEach(
          child -> {
            Set<String> names = Files.isDirectory(child) ? top.folders : top.files;
            names.add(child.getFileName().toString());
          });
    }
    return top;
  }

  /** Takes in a member of an archive. */
  void add(String path) {
    int slash = path.indexOf('/');
    (slash < 0 ? files : folders).add(slash < 0 ? path : path.substring(0, slash));
  }

  /** The collector packs a node's folder, and in it the manifest comes first. */
  static boolean beginsNode(String path) {
    return path.matches("[^/]+/" + MANIFEST.replace(".", "\\."));
  }

  /** Whether the whole is one node's, or another tool's of one cluster. */
  boolean isOne() {
    return files.contains(MANIFEST)
        || folders.contains("sos_commands")
        || folders.contains("cluster-resources")
        || (folders.contains("systeminfo") && folders.contains("networking"))
        || (files.contains("nodes.json") && folders.contains("kube-system"))
        || (!folders.isEmpty() && WITHIN_NODE.containsAll(folders));
  }
}
