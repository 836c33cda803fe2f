package io.coldtrace.analyzer.archive;

/**
 * What an input may hold before it is refused or cut: an archive may be hostile.
 *
 * @param fileBytes of one member; the rest of it is left out
 * @param totalBytes of all members of an archive
 * @param members of an archive
 */
public record Limits(int fileBytes, long totalBytes, int members) {
  /** Ten times what the largest known cluster needs. */
  public static final Limits DEFAULT = new Limits(256 << 20, 8L << 30, 200_000);
}
