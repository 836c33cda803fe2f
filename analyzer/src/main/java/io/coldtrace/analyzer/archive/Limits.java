package io.coldtrace.analyzer.archive;

/**
 * What an input may hold before it is refused or cut: an archive may be hostile.
 *
 * @param fileBytes of one member; the rest of it is left out
 * @param totalBytes of all members of an archive
 * @param members of an archive
 */
public record Limits(int fileBytes, long totalBytes, int members) {
  private static final int LARGEST_FILE = 256 << 20;
  private static final int SMALLEST = 4 << 20;

  /** What becomes of a file takes several times its size in memory. */
  private static final int SHARE_OF_HEAP = 16;

  /** Ten times what the largest known cluster needs, less where the heap is small. */
  public static final Limits DEFAULT = ofHeap(Runtime.getRuntime().maxMemory());

  static Limits ofHeap(long bytes) {
    int file = (int) Math.max(SMALLEST, Math.min(LARGEST_FILE, bytes / SHARE_OF_HEAP));
    return new Limits(file, 8L << 30, 200_000);
  }

  /** Which limit an input with so many files exceeds: that of files, else that of bytes. */
  String exceeded(int files) {
    String most =
        files > members
            ? "more than " + members + " files"
            : "more than " + inWords(totalBytes) + " unpacked";
    return most + "; the rest was left out";
  }

  /** {@code 256 MiB}. */
  static String inWords(long bytes) {
    return bytes % (1 << 20) == 0 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
