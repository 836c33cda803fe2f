package io.coldtrace.analyzer.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An archive as one stream, whether it is one file or came in parts.
 *
 * <p>The parts of {@code node-1.tar.gz} are {@code node-1.tar.gz.001}, {@code node-1.tar.gz.002}
 * and so on.
 *
 * @param name the file, or its first part
 * @param files in their order
 * @param missing the name of the first part that is not there though a later one is; what comes
 *     after the gap is not among the files
 */
record JoinedParts(Path name, List<Path> files, Optional<String> missing) {
  private static final Pattern PART = Pattern.compile("(?<whole>.+)\\.(?<number>[0-9]{3,9})");

  static JoinedParts whole(Path file) {
    return new JoinedParts(file, List.of(file), Optional.empty());
  }

  /** The archive that a file is a part of, by its name; empty if it is no part. */
  static Optional<String> wholeOf(Path file) {
    Matcher part = PART.matcher(file.getFileName().toString());
    return part.matches() ? Optional.of(part.group("whole")) : Optional.empty();
  }

  /** Joins the parts of one archive, given in any order, and those that lie beside them. */
  static JoinedParts of(List<Path> given) throws IOException {
    String whole = wholeOf(given.get(0)).orElseThrow();
    SortedMap<Integer, Path> parts = new TreeMap<>();
    for (Path part : given) {
      parts.putIfAbsent(number(part), part);
    }
    for (Path part : given) {
      Path folder = part.toAbsolutePath().getParent();
      try (Stream<Path> beside = Files.list(folder)) {
        beside
            .filter(file -> wholeOf(file).equals(Optional.of(whole)) && Files.isRegularFile(file))
            .sorted()
            .forEach(
                file -> parts.putIfAbsent(number(file), part.resolveSibling(file.getFileName())));
      }
    }
    List<Path> files = new ArrayList<>();
    for (int next = 1; parts.containsKey(next); next++) {
      files.add(parts.get(next));
    }
    Optional<String> missing =
        files.size() == parts.size()
            ? Optional.empty()
            : Optional.of(name(whole, files.size() + 1));
    Path name = files.isEmpty() ? given.get(0).resolveSibling(whole) : files.get(0);
    return new JoinedParts(name, List.copyOf(files), missing);
  }

  private static int number(Path part) {
    String name = part.getFileName().toString();
    return Integer.parseInt(name.substring(name.lastIndexOf('.') + 1));
  }

  private static String name(String whole, int number) {
    return whole + String.format(Locale.ROOT, ".%03d", number);
  }

  boolean split() {
    return wholeOf(name).isPresent();
  }

  /** One part after the other; each is opened when it is needed. */
  @SuppressWarnings("JdkObsolete") // SequenceInputStream takes an Enumeration alone
  InputStream open() throws IOException {
    if (files.size() == 1) {
      return Files.newInputStream(files.get(0));
    }
    Iterator<Path> left = files.iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return left.hasNext();
          }

          @Override
          public InputStream nextElement() {
            try {
              return Files.newInputStream(left.next());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          }
        });
  }
}
