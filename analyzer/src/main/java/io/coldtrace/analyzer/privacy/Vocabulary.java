package io.coldtrace.analyzer.privacy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names that say nothing of a customer: {@code vocabulary.txt}, and domains of public projects. */
final class Vocabulary {
  private static final Pattern PUBLIC =
      Pattern.compile(
          "(?:.*\\.)?(?:k8s\\.io|kubernetes\\.io|gcr\\.io|ghcr\\.io|quay\\.io|docker\\.io|docker\\.com|coreos\\.com|github\\.com"
              + "|githubusercontent\\.com|debian\\.org|ubuntu\\.com|centos\\.org|redhat\\.com|suse\\.com|opensuse\\.org|alpinelinux\\.org"
              + "|freedesktop\\.org|systemd\\.io|kernel\\.org|launchpad\\.net|openeuler\\.org|kylinos\\.cn|uniontech\\.com"
              + "|prometheus\\.io|rancher\\.com|rancher\\.io|projectcalico\\.org|cilium\\.io)");

  private Vocabulary() {}

  static Set<String> words() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Vocabulary.class.getResourceAsStream("vocabulary.txt"), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .flatMap(line -> Pattern.compile("\\s+").splitAsStream(line))
          .filter(word -> !word.isEmpty())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A domain of a public project. */
  static boolean isPublic(String domain) {
    return PUBLIC.matcher(domain).matches();
  }
}
