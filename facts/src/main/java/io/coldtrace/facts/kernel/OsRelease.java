package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * What os-release(5) says of the system.
 *
 * @param source the line of its PRETTY_NAME, or its first line
 * @param idLike the systems that it calls itself like, nearest first
 */
public record OsRelease(
    Source source, String id, List<String> idLike, String version, String prettyName)
    implements Fact {}
