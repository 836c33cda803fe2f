package io.coldtrace.analyzer.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Reads one file of an input at a time, as far as the limits go, and says where they cut. */
final class MemberReader {
  private final Limits limits;
  private final boolean hashing;
  private final List<InputProblem> problems;

  MemberReader(Limits limits, boolean hashing, List<InputProblem> problems) {
    this.limits = limits;
    this.hashing = hashing;
    this.problems = problems;
  }

  Member read(String input, String node, String path, InputStream in) throws IOException {
    Sha256 hashed = new Sha256(in);
    TextDecoder.Text text = TextDecoder.read(hashing ? hashed.stream() : in, limits.fileBytes());
    boolean cut = in.read() >= 0;
    if (cut) {
      String limit = Limits.inWords(limits.fileBytes());
      problem(input, node, path, "longer than " + limit + "; the rest was left out");
    }
    if (text.overlong() > 0) {
      String limit = Limits.inWords(TextDecoder.MAX_LINE);
      String line = "line " + text.overlong() + " is longer than " + limit;
      problem(input, node, path, line + "; the rest of it was left out");
    }
    Optional<String> hash = hashing ? Optional.of(hashed.hash()) : Optional.empty();
    return new Member(input, node, path, text.lines(), text.bytes(), cut, hash);
  }

  private void problem(String input, String node, String path, String what) {
    String file = node.isEmpty() ? path : node + "/" + path;
    problems.add(new InputProblem(input, file + ": " + what));
  }
}
