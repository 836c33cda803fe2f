package io.coldtrace.facts.capture;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.Map;

/**
 * What a manifest's head says of the run.
 *
 * @param node the node's name as the collector knew it; empty if the head has none
 * @param started epoch seconds; 0 if unknown
 * @param about every {@code #key value} line of the head
 */
public record CollectorRun(
    Source source, String node, String hostname, long started, Map<String, String> about)
    implements Fact {}
