package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A change to a file of the sysctl load chain; with all changes of its node and parameter applied,
 * {@code sysctl --system} and the boot both end with the value.
 *
 * @param source the line that is to be changed; {@link Source#NONE} for a file that is to be made
 * @param node whose file it is
 * @param key the parameter
 * @param value the sound one
 * @param path the file on the node
 * @param line of the file; 0 for a file that is to be made
 */
public record SysctlMend(
    Source source, String node, String key, String value, String path, int line) implements Fact {}
