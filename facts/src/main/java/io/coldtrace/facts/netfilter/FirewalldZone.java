package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A zone, as {@code firewall-cmd --list-all} or {@code --list-all-zones} prints it.
 *
 * @param target {@code default}, {@code ACCEPT}, {@code DROP}, {@code %%REJECT%%}
 * @param active whether the heading says so
 * @param ports {@code 8472/udp}
 * @param richRules one a line, as printed
 */
public record FirewalldZone(
    Source source,
    String name,
    boolean active,
    String target,
    List<String> interfaces,
    List<String> sources,
    List<String> services,
    List<String> ports,
    boolean masquerade,
    List<String> richRules)
    implements Fact {}
