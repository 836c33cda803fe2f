package io.coldtrace.facts.kernel;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;

/**
 * A unit as {@code systemctl list-units} shows it: {@code firewalld.service loaded active running}.
 *
 * @param name with its suffix
 */
public record SystemdUnit(
    Source source, String name, String load, String active, String sub, String description)
    implements Fact {}
