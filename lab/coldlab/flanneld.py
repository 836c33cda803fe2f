"""flanneld: the tunnel device, the peers' routes (host-gw: these alone), and rules that it looks after."""

import json
import time
from dataclasses import replace

from . import commands, node_files
from .topology import Cluster


def run(cluster, node, shared):
    cluster = configured(cluster, shared)
    if cluster.tunnel:
        _set_up_tunnel(cluster, node)
    else:
        _set_up_routes(cluster, node)
    with open("/run/flannel/subnet.env", "w", encoding="utf-8") as out:
        out.write(node_files.subnet_env(cluster, node))
    masquerade = _RuleSet("nat", "POSTROUTING", "FLANNEL-POSTRTG", "flanneld masq", masquerade_rules(cluster, node))
    forward = _RuleSet("filter", "FORWARD", "FLANNEL-FWD", "flanneld forward", forward_rules(cluster))
    while True:
        saved = commands.saved_rules()
        for rules in (masquerade, forward):
            try:
                rules.ensure(saved)
            except RuntimeError as error:
                print(f"flanneld: {error}", flush=True)
        shared.write(f"flannel-{node.name}", {"backend": cluster.options.backend, "vni": cluster.options.vni})
        time.sleep(cluster.options.flannel_period)


def configured(cluster, shared):
    """The cluster as flannel's ConfigMap has it by now, if somebody patched that; flanneld reads it when it starts."""
    text = shared.read("configmaps", {}).get("kube-flannel/kube-flannel-cfg", {}).get("net-conf.json")
    if text is None:
        return cluster
    backend = json.loads(text).get("Backend", {})
    return Cluster(replace(cluster.options, backend=backend.get("Type", "udp"),
                           vxlan_port=backend.get("Port", 8472), vni=backend.get("VNI", 1)))


def _set_up_tunnel(cluster, node):
    """A device that fits is left as it is, another one made anew; what is known of the peers is written in any case."""
    device = cluster.tunnel
    found = commands.run("ip", "-d", "link", "show", device, check=False)
    wanted = f"vxlan id {cluster.options.vni} local {node.ip} dev eth0 "
    lines = []
    if wanted not in found or f"dstport {cluster.options.vxlan_port} " not in found:
        lines += [f"link del {device}"] if found else []
        lines += [
            f"link add {device} type {wanted}dstport {cluster.options.vxlan_port} nolearning",
            f"link set {device} address {node.vtep_mac} mtu {cluster.options.pod_mtu}",
        ]
    lines += [f"addr replace {node.tunnel_ip}/32 dev {device}", f"link set {device} up"]
    peers = [peer for peer in cluster.nodes if peer != node]
    for peer in peers:
        lines += [
            f"neigh replace {peer.tunnel_ip} lladdr {peer.vtep_mac} dev {device} nud permanent",
            f"route replace {peer.pod_cidr} via {peer.tunnel_ip} dev {device} onlink",
        ]
    commands.ip(*lines)
    if peers:
        commands.run("bridge", "-batch", "-", text="".join(
            f"fdb replace {peer.vtep_mac} dev {device} dst {peer.ip} self permanent\n" for peer in peers))


def _set_up_routes(cluster, node):
    """host-gw: a peer's own address is the gateway to its pods; the device of another backend stays behind."""
    peers = [peer for peer in cluster.nodes if peer != node]
    if peers:
        commands.ip(*(f"route replace {peer.pod_cidr} via {peer.ip} dev eth0" for peer in peers))


def masquerade_rules(cluster, node):
    network, subnet = cluster.options.pod_network, node.pod_cidr
    return [
        ("-m mark --mark 0x4000/0x4000", "RETURN"),
        (f"-s {subnet} -d {network}", "RETURN"),
        (f"-s {network} -d {subnet}", "RETURN"),
        (f"! -s {network} -d {subnet}", "RETURN"),
        (f"-s {network} ! -d 224.0.0.0/4", "MASQUERADE --random-fully"),
        (f"! -s {network} -d {network}", "MASQUERADE --random-fully"),
    ]


def forward_rules(cluster):
    network = cluster.options.pod_network
    return [(f"-s {network}", "ACCEPT"), (f"-d {network}", "ACCEPT")]


class _RuleSet:
    """A chain and the jump to it; what is missing brings all of it back, at the end of the chains."""

    def __init__(self, table, base, chain, comment, rules):
        self._table, self._base, self._chain = table, base, chain
        self._specs = [f'{base} -m comment --comment "{comment}" -j {chain}'] + [
            f'{chain} {match} -m comment --comment "{comment}" -j {target}' for match, target in rules]
        self._expected = None

    def ensure(self, saved):
        lines = saved.get(self._table, [])
        if self._expected is None:  # one that was started again finds the jump of its last run
            jumps = [line[3:] for line in self._own(lines) if not line.startswith(f"-A {self._chain} ")]
            self._write([f":{self._chain} - [0:0]", *[f"-D {jump}" for jump in jumps]])
        elif any(line not in lines for line in self._expected):
            present = [line[3:] for line in self._expected if line in lines]
            self._write([f"-D {spec}" for spec in present] if f":{self._chain} -" in lines
                        else [f":{self._chain} - [0:0]"])
        else:
            return
        self._expected = self._own(commands.saved_rules().get(self._table, []))

    def _write(self, first):
        added = [f"-A {spec}" for spec in self._specs]
        commands.restore("\n".join([f"*{self._table}", *first, *added, "COMMIT", ""]))

    def _own(self, lines):
        return [line for line in lines if line.startswith(f"-A {self._chain} ")
                or line.startswith(f"-A {self._base} ") and line.endswith(f"-j {self._chain}")]
