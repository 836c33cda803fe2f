package io.coldtrace.facts.derived;

import io.coldtrace.facts.Fact;
import io.coldtrace.facts.Source;
import java.util.Map;

/**
 * flannel's network configuration: {@code net-conf.json} of a ConfigMap, whatever its name.
 *
 * @param source the line of the value
 * @param configMap the ConfigMap's name
 * @param error why flannel cannot read it; empty if it can
 * @param network of {@code Network}; empty if it has none
 * @param backend of {@code Backend.Type}; {@code udp} where it has none, as flannel takes it
 * @param port of {@code Backend.Port}; of VXLAN 8472 where it has none
 * @param vni of {@code Backend.VNI}; 1 where it has none
 * @param mtu of {@code Backend.MTU}, of the underlay; 0 where it has none
 * @param directRouting whether VXLAN leaves out the tunnel to nodes on the same link
 * @param clusterNetwork what kubeadm or kube-proxy hold for the pods' network; empty if unknown
 * @param patches what {@code kubectl patch --type merge -p} takes to make valid JSON of it that
 *     says something else: {@code repaired}, {@code network} (the cluster's), {@code vxlan}, {@code
 *     host-gw}, {@code port-8472}, {@code port-8475}; those that make no sense are left out
 */
public record FlannelConfig(
    Source source,
    String namespace,
    String configMap,
    String error,
    String network,
    String backend,
    int port,
    int vni,
    int mtu,
    boolean directRouting,
    String clusterNetwork,
    Map<String, String> patches)
    implements Fact {
  public FlannelConfig {
    patches = Map.copyOf(patches);
  }
}
