package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.Optional;

/**
 * A file that exists in one of the folders of the sysctl load chain.
 *
 * @param path the file on the node
 * @param linkTarget what it links to, as {@code readlink} prints it; empty if it is no link
 * @param bytes its size
 * @param modified epoch seconds
 * @param owner the package that owns it
 */
public record SysctlFile(
    Source source,
    String path,
    Optional<String> linkTarget,
    long bytes,
    long modified,
    Optional<String> owner)
    implements Fact {}
