package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import java.util.List;

/** Something wrong, and the flows that the model loses because of it, probes or not. */
public interface BreaksFlows extends Fact {
  /** Ids of walks. */
  List<String> flows();
}
