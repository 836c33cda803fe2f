"""What the cluster consists of, computed from a few numbers; every process derives the same."""

import hashlib
import ipaddress
import uuid
from dataclasses import asdict, dataclass, field

# How `ps` shows the process that holds a lab, before its name.
KEEPER = "coldtrace-lab keeper"

# By the pod's app, where a container is called otherwise.
CONTAINER_NAMES = {"web": "nginx", "kube-flannel-ds": "kube-flannel"}


@dataclass(frozen=True)
class Options:
    name: str = "lab"
    nodes: int = 3
    iptables: str = "nft"
    backend: str = "vxlan"
    pod_network: str = "10.244.0.0/16"
    service_network: str = "10.96.0.0/12"
    underlay: str = "192.168.56.0/24"
    node_prefix: str = "node-"
    vxlan_port: int = 8472
    vni: int = 1
    slow: bool = False
    created: int = 0

    @property
    def pod_mtu(self):
        """What flannel leaves to the pods: VXLAN costs 50 bytes, a route nothing."""
        return 1450 if self.backend == "vxlan" else 1500

    @property
    def flannel_period(self):
        return 5.0 if self.slow else 1.0

    @property
    def proxy_period(self):
        return 30.0 if self.slow else 1.5


@dataclass(frozen=True)
class Pod:
    name: str
    namespace: str
    node: str
    app: str
    ip: str
    host_network: bool = False
    interface: str = ""
    labels: dict = field(default_factory=dict)

    @property
    def key(self):
        return f"{self.namespace}/{self.name}"

    @property
    def uid(self):
        return str(uuid.uuid5(uuid.NAMESPACE_DNS, f"{self.key}.{self.node}"))


@dataclass(frozen=True)
class Port:
    name: str
    protocol: str
    port: int
    target: int


@dataclass(frozen=True)
class Service:
    name: str
    namespace: str
    ip: str
    selector: dict
    ports: tuple

    @property
    def key(self):
        return f"{self.namespace}/{self.name}"


@dataclass(frozen=True)
class Node:
    index: int
    name: str
    ip: str
    pod_cidr: str
    eth_mac: str
    vtep_mac: str
    bridge_mac: str
    control_plane: bool

    def pod_ip(self, number):
        return str(ipaddress.ip_network(self.pod_cidr)[number])

    @property
    def tunnel_ip(self):
        return self.pod_ip(0)

    @property
    def gateway_ip(self):
        return self.pod_ip(1)

    @property
    def port_name(self):
        """The node's end on the underlay's bridge."""
        return f"port{self.index}"


def digest(*parts):
    return hashlib.sha256("/".join(map(str, parts)).encode()).hexdigest()


def suffix(*parts):
    """Five characters as Kubernetes appends to generated names."""
    alphabet = "bcdfghjklmnpqrstvwxz2456789"
    number = int(digest(*parts), 16)
    return "".join(alphabet[number // len(alphabet) ** place % len(alphabet)] for place in range(5))


def _mac(prefix, *parts):
    value = digest(*parts)
    return prefix + "".join(f":{value[at:at + 2]}" for at in range(0, 12 - 2 * prefix.count(":") - 2, 2))


class Cluster:
    def __init__(self, options):
        self.options = options
        self.underlay = ipaddress.ip_network(options.underlay)
        self.pod_network = ipaddress.ip_network(options.pod_network)
        services = ipaddress.ip_network(options.service_network)
        self.api_ip, self.dns_ip = str(services[1]), str(services[10])
        self.prefix_length = self.underlay.prefixlen
        self.gateway = str(self.underlay[1])
        self.tunnel = f"flannel.{options.vni}" if options.backend == "vxlan" else ""
        subnets = self.pod_network.subnets(new_prefix=24)
        self.nodes = [self._node(index, next(subnets)) for index in range(1, options.nodes + 1)]
        self.pods = [pod for node in self.nodes for pod in self._pods(node)]
        self.services = self._services(services)
        self._labelled = {}
        for pod in self.pods:
            for label in pod.labels.items():
                self._labelled.setdefault(label, []).append(pod)

    def _node(self, index, subnet):
        address = str(self.underlay[10 + index])
        name = f"{self.options.node_prefix}{index}" if self.options.node_prefix else address
        return Node(
            index, name, address, str(subnet),
            _mac("52:54:00", "eth0", name), _mac("02", "vtep", name), _mac("02", "cni0", name), index == 1)

    def _pods(self, node):
        def host(app, namespace, generated):
            name = f"{app}-{suffix(app, node.name)}" if generated else f"{app}-{node.name}"
            label = {"kube-flannel-ds": {"app": "flannel", "tier": "node"},
                     "kube-proxy": {"k8s-app": "kube-proxy"}}.get(
                         app, {"component": app, "tier": "control-plane"})
            return Pod(name, namespace, node.name, app, node.ip, True, "", label)

        def inner(app, namespace, name, number, labels):
            interface = "veth" + digest(node.name, name)[:8]
            return Pod(name, namespace, node.name, app, node.pod_ip(number), False, interface, labels)

        pods = [host("kube-proxy", "kube-system", True), host("kube-flannel-ds", "kube-flannel", True)]
        if node.control_plane:
            pods += [host(app, "kube-system", False) for app in
                     ("etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler")]
        number = 2
        if node.index in self._dns_nodes():
            for copy in range(self._dns_nodes().count(node.index)):
                name = f"coredns-{digest('coredns')[:10]}-{suffix('coredns', node.name, copy)}"
                pods.append(inner("coredns", "kube-system", name, number, {"k8s-app": "kube-dns"}))
                number += 1
        for name in (f"web-{node.index - 1}", f"web-{node.index - 1 + self.options.nodes}"):
            pods.append(inner("web", "default", name, number, {
                "app": "web", "statefulset.kubernetes.io/pod-name": name}))
            number += 1
        return pods

    def _dns_nodes(self):
        """Two DNS pods; a third node hosts none, so that its faults can be tried as well."""
        return [1, 2] if self.options.nodes > 1 else [1, 1]

    def _services(self, network):
        http = (Port("http", "TCP", 80, 80),)
        dns = (Port("dns", "UDP", 53, 53), Port("dns-tcp", "TCP", 53, 53), Port("metrics", "TCP", 9153, 9153))
        services = [
            Service("kubernetes", "default", self.api_ip, {}, (Port("https", "TCP", 443, 6443),)),
            Service("kube-dns", "kube-system", self.dns_ip, {"k8s-app": "kube-dns"}, dns),
            Service("web", "default", str(network[100]), {"app": "web"}, http),
        ]
        for node in self.nodes:
            name = f"web-{node.index - 1}"
            selector = {"statefulset.kubernetes.io/pod-name": name}
            services.append(Service(name, "default", str(network[100 + node.index]), selector, http))
        return services

    def node(self, name):
        for node in self.nodes:
            if node.name == name:
                return node
        raise KeyError(f"no node {name}; there are {', '.join(node.name for node in self.nodes)}")

    def pods_of(self, node):
        return [pod for pod in self.pods if pod.node == node.name]

    def pod(self, name):
        for pod in self.pods:
            if name in (pod.name, pod.key):
                return pod
        raise KeyError(f"no pod {name}")

    def pods_behind(self, service):
        """In the order of the nodes; a selector of several labels wants all of them."""
        groups = [self._labelled.get(label, []) for label in service.selector.items()]
        return [pod for pod in groups[0] if all(pod in group for group in groups[1:])]

    def as_dict(self):
        return asdict(self.options)
