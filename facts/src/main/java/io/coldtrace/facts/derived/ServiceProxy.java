package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * kube-proxy on a node: whether it runs, and what it has written for services.
 *
 * @param source the line that decides its state: its process, its pod's, the rules it left
 * @param mode by what stands in the kernel: {@code iptables}, {@code ipvs}, {@code nftables}; empty
 *     if nothing of it does
 * @param state {@code running}, {@code failing} (its pod is not ready), {@code gone} (the node
 *     should have one and has no such process), {@code unknown}
 * @param reason why its pod waits ({@code CrashLoopBackOff}); empty if unknown
 * @param pod namespace and name; empty if unknown
 * @param localRange the addresses that its rules take for pods', as written; empty if they name
 *     none
 * @param localRangeSource the first rule that does; {@link Source#NONE} if none
 * @param podRange the node's own pod network; empty if unknown
 * @param masquerade the rule that lacks its like, where marked packets do not get the node's
 *     address; {@link Source#NONE} where they do, or where it cannot be told
 * @param masqueradeRepairs commands that bring back what lacks
 * @param stale services whose rules lead to addresses that are no longer theirs, as {@code
 *     default/web:http → 10.244.1.9}
 * @param missing services with endpoints, which failed probes asked and no rule leads to, as {@code
 *     default/web}
 * @param staleSigns the stale rules, the objects of what is missing, then the line of its log that
 *     says why
 * @param probes failed probes of services from this node that its state or its stale rules explain
 */
public record ServiceProxy(
    Source source,
    String node,
    String mode,
    String state,
    String reason,
    String pod,
    String localRange,
    Source localRangeSource,
    String podRange,
    Source masquerade,
    List<String> masqueradeRepairs,
    List<String> stale,
    List<String> missing,
    List<Source> staleSigns,
    List<String> probes)
    implements Fact {
  public ServiceProxy {
    masqueradeRepairs = List.copyOf(masqueradeRepairs);
    stale = List.copyOf(stale);
    missing = List.copyOf(missing);
    staleSigns = List.copyOf(staleSigns);
    probes = List.copyOf(probes);
  }
}
