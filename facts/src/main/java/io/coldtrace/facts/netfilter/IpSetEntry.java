package io.coldtrace.facts.netfilter;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * An element of an ipset: {@code add KUBE-CLUSTER-IP 10.96.0.1,tcp:443}.
 *
 * @param set the set's name
 * @param element as printed: its parts with commas between, networks as {@code 10.0.0.0/8}
 * @param options what follows it: {@code timeout}, {@code 300}, {@code nomatch}, {@code comment}
 *     and its text without quotes, ...
 */
public record IpSetEntry(Source source, String set, String element, List<String> options)
    implements Fact {}
