package io.coldtrace.analyzer.cli;

import io.coldtrace.analyzer.archive.Inputs;
import io.coldtrace.analyzer.archive.Limits;
import io.coldtrace.analyzer.archive.Snapshot;
import java.io.PrintWriter;
import picocli.CommandLine;

/**
 * The stages of long work, on one line of a terminal that is wiped at the end; nothing where there
 * is no terminal.
 */
final class Progress {
  private final PrintWriter out;
  private final boolean shown;

  private Progress(PrintWriter out, boolean shown) {
    this.out = out;
    this.shown = shown;
  }

  static Progress on(PrintWriter out) {
    return new Progress(out, CommandLine.Help.Ansi.AUTO.enabled());
  }

  static Progress silent() {
    return new Progress(null, false);
  }

  void stage(String words) {
    if (shown) {
      out.print("\r\u001b[K" + words + " ...");
      out.flush();
    }
  }

  /** Reads a snapshot and says which node it is at. */
  Snapshot reading(Inputs inputs) {
    stage("reading");
    Snapshot snapshot =
        Snapshot.read(inputs, Limits.DEFAULT, capture -> stage("reading " + capture.node()));
    done();
    return snapshot;
  }

  void done() {
    if (shown) {
      out.print("\r\u001b[K");
      out.flush();
    }
  }
}
