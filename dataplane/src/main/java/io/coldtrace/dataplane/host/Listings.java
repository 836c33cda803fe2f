package io.coldtrace.dataplane.host;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import io.coldtrace.facts.capture.CapturedFile;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Which listings of a network namespace are whole, so that what they do not have is not there. */
final class Listings {
  private static final String POD = "pod/";
  private final Map<String, Source> byKind = new HashMap<>();

  /** Those of the node itself, or of the pod that was looked into. */
  Listings(Collection<? extends Fact> facts, boolean pod) {
    for (Fact fact : facts) {
      if (fact instanceof CapturedFile file
          && file.exit() == 0
          && file.state().equals("-")
          && file.file().startsWith(POD) == pod
          && !file.file().startsWith("after/")) {
        byKind.putIfAbsent(file.kind(), new Source(file.source().node(), file.file(), 0));
      }
    }
  }

  Optional<Source> of(String kind) {
    return Optional.ofNullable(byKind.get(kind));
  }
}
