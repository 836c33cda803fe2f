package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A set that iptables' {@code -m set} and {@code -j SET} name: {@code create KUBE-CLUSTER-IP
 * hash:ip,port family inet hashsize 1024 maxelem 65536}. Its elements are {@link IpSetEntry}.
 *
 * @param type as {@code hash:ip,port}, {@code bitmap:port}, {@code list:set}
 * @param options the words behind the type: {@code family}, {@code inet}, {@code maxelem}, ...
 * @param complete the listing holds all of its elements, as far as it can be told: it was not cut
 *     off inside the set, nor asked for the head alone
 */
public record IpSet(Source source, String name, String type, List<String> options, boolean complete)
    implements Fact {}
