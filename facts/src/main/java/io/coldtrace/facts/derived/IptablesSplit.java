package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * Both backends of iptables hold rules on a node: the kernel asks both, and each tool shows one.
 *
 * @param source the first rule of the backend in which kube-proxy's are not; of legacy if that
 *     tells nothing
 * @param family {@code ip} or {@code ip6}
 * @param main the backend that kube-proxy's rules are in: {@code legacy}, {@code nft}, {@code both}
 *     or {@code neither}
 * @param legacy how many rules, and policies of DROP, are in the legacy backend
 * @param nft how many are in the other
 * @param other the first rule of the other backend than the source's
 * @param drops rules of the source's backend that drop or reject, and its policies of DROP
 * @param probes failed probes that the model loses by a rule of the source's backend
 */
public record IptablesSplit(
    Source source,
    String node,
    String family,
    String main,
    int legacy,
    int nft,
    Source other,
    List<Source> drops,
    List<String> probes)
    implements Fact {
  public IptablesSplit {
    drops = List.copyOf(drops);
    probes = List.copyOf(probes);
  }
}
