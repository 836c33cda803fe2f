package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A kernel parameter's value and where it comes from: what {@code sysctl --system} would leave, and
 * what the next boot will (systemd-sysctl).
 *
 * @param source the running value's line
 * @param node whose parameter it is
 * @param value as it runs
 * @param systemValue what the chain of {@code sysctl --system} ends with; empty if no file sets it
 * @param systemPath the file that sets it last in that chain; empty if none
 * @param systemSource the line of that file; {@link Source#NONE} if none
 * @param bootValue what the boot chain ends with; empty if no file sets it
 * @param bootPath the file that sets it last in that chain; empty if none
 * @param bootSource the line of that file; {@link Source#NONE} if none
 * @param chainKnown whether the files of the load chain were collected
 */
public record SysctlOrigin(
    Source source,
    String node,
    String key,
    String value,
    String systemValue,
    String systemPath,
    Source systemSource,
    String bootValue,
    String bootPath,
    Source bootSource,
    boolean chainKnown)
    implements Fact {}
