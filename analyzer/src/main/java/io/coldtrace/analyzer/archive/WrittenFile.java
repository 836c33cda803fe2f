package io.coldtrace.analyzer.archive;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * A file of a snapshot that is written anew.
 *
 * @param node its top folder
 * @param path under that folder
 */
public record WrittenFile(String node, String path, String text) {
  private static final int BYTES = 6;
  private static final int HASH = 8;
  private static final int FIELDS = 10;

  /** A file of these lines. */
  public static WrittenFile of(String node, String path, List<String> lines) {
    return new WrittenFile(node, path, lines.isEmpty() ? "" : String.join("\n", lines) + "\n");
  }

  /**
   * A line of a manifest, with the size and the hash of the file that it lists as it is now; as it
   * was if it lists none of these.
   *
   * @param files by their paths
   */
  public static String manifestLine(String line, Map<String, WrittenFile> files) {
    String[] fields = line.split("\t", -1);
    WrittenFile file = fields.length >= FIELDS ? files.get(fields[0]) : null;
    if (file == null || fields[HASH].equals("-")) {
      return line;
    }
    byte[] bytes = file.text().getBytes(StandardCharsets.UTF_8);
    fields[BYTES] = String.valueOf(bytes.length);
    fields[HASH] = Sha256.of(bytes);
    return String.join("\t", fields);
  }
}
