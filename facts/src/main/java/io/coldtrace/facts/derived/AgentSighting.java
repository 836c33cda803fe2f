package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A security, hardening or antivirus agent on a node, by process, unit or kernel module.
 *
 * @param source the first sign
 * @param product and vendor, as people know it
 * @param names the processes, units and modules that were seen
 * @param hooks whether it may hook the kernel's network
 * @param effect what is known of its effect on the network
 * @param signs all lines that show it
 */
public record AgentSighting(
    Source source,
    String node,
    String product,
    String vendor,
    List<String> names,
    boolean hooks,
    String effect,
    List<Source> signs)
    implements Fact {
  public AgentSighting {
    names = List.copyOf(names);
    signs = List.copyOf(signs);
  }
}
