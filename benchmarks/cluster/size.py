"""A cluster of the lab's kind, of any size."""

from dataclasses import dataclass

from coldlab.topology import Cluster, Options, Pod, Port, Service, digest

# A kubelet takes 110 pods; few nodes are full. Services share their pods where there would be more.
_USUAL_PODS = 24
_MOST_PODS = 200


class SizeError(Exception):
    """No cluster of that size."""


@dataclass(frozen=True)
class Size:
    nodes: int
    services: int
    endpoints: int

    @property
    def workloads(self):
        """Groups of pods, each behind one service or several."""
        return max(1, min(self.services, self.nodes * _USUAL_PODS // self.endpoints))


def sized_cluster(size):
    if size.nodes > 4000 or size.services > 500_000:
        raise SizeError("4,000 nodes and 500,000 services at most")
    if size.workloads * size.endpoints > size.nodes * _MOST_PODS:
        raise SizeError(f"{size.nodes} nodes have no room for {size.endpoints} pods behind a service")
    options = Options(nodes=size.nodes, created=1_795_000_000) if size.nodes <= 200 else Options(
        nodes=size.nodes, created=1_795_000_000, pod_network="10.128.0.0/10", underlay="172.16.0.0/16")
    return _SizedCluster(options, size)


class _SizedCluster(Cluster):
    def __init__(self, options, size):
        self._size = size
        super().__init__(options)

    def _pods(self, node):
        """Those of the system as in the lab, then every endpoint whose turn it is on this node."""
        pods = [pod for pod in super()._pods(node) if pod.app != "web"]
        number = 2 + sum(not pod.host_network for pod in pods)
        for turn in range(node.index - 1, self._size.workloads * self._size.endpoints, self._size.nodes):
            workload, copy = divmod(turn, self._size.endpoints)
            name = f"shop-{workload}-{copy}"
            pods.append(Pod(name, "shop", node.name, "web", node.pod_ip(number), False,
                            "veth" + digest(node.name, name)[:8], {"app": f"shop-{workload}"}))
            number += 1
        return pods

    def _services(self, network):
        services = [service for service in super()._services(network) if service.selector.get("app") != "web"
                    and "statefulset.kubernetes.io/pod-name" not in service.selector]
        for number in range(self._size.services):
            services.append(Service(
                f"shop-{number}", "shop", str(network[256 + number]),
                {"app": f"shop-{number % self._size.workloads}"}, (Port("http", "TCP", 80, 80),)))
        return services
