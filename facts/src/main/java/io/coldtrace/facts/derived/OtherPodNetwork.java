package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.List;

/**
 * A pod network that is not flannel's, in a cluster that shows nothing of flannel: what is said of
 * flannel's overlay does not hold there.
 *
 * @param source the first sign
 * @param product {@code Calico}, {@code Cilium}, ...
 * @param signs a line of each node or pod that shows it
 */
public record OtherPodNetwork(Source source, String product, List<Source> signs) implements Fact {
  public OtherPodNetwork {
    signs = List.copyOf(signs);
  }
}
