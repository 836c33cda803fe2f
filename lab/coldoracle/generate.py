"""Cases from a seed: networks that are mostly right, and wrong here and there, as customers' are."""

import random

from . import host_rules, iptables_rules, services
from .network import mac

# Every pod listens on all of them, as the model takes for granted, a node on some.
PORTS = (22, 53, 80, 443, 5353, 8080, 9153, 30080)
# Of nodes alone.
_SILENT_PORT = 9999


def case(seed, number, flows):
    """A case as plain data; the same seed and number give the same."""
    rng = random.Random(f"{seed}/{number}")
    nodes = [_node(rng, index) for index in range(1, rng.choice((1, 2, 2, 3, 3, 4)) + 1)]
    tunnel = rng.random() < 0.7
    for node in nodes:
        _base(rng, node, tunnel)
        for peer in nodes:
            if peer is not node:
                _peer(rng, node, peer, tunnel)
    plan = None
    if rng.random() < 0.35:
        plan = {"mode": rng.choice(("nft", "legacy", "nftables")), "services": services.plan(rng, nodes)}
    for node in nodes:
        node["ip"] += host_rules.routing(rng, node, nodes)
        host_rules.add(rng, node, nodes, plan)
    for node in nodes:
        del node["number"]
    return {"seed": f"{seed}/{number}", "ports": [*PORTS, _SILENT_PORT, *services.NODE_PORTS], "nodes": nodes,
            "flows": [_flow(rng, place, nodes, plan) for place in range(1, flows + 1)]}


def _node(rng, number):
    cidr = f"10.244.{number}"
    return {
        "number": number, "name": f"n{number}", "address": f"10.9.0.{10 + number}", "pod_cidr": f"{cidr}.0/24",
        "gateway": f"{cidr}.1", "tunnel": f"{cidr}.0", "pods": [f"{cidr}.{2 + pod}" for pod in range(rng.randint(1, 3))],
        "pod_mtu": 1500, "listens": sorted(rng.sample(PORTS, rng.randint(4, len(PORTS)))),
        "hairpin": rng.random() < 0.5,
        "sysctl": {}, "ip": [], "bridge": [], "ipset": [], "iptables": {}, "nft": []}


def _base(rng, node, tunnel):
    node["ip"] += [
        f"addr add {node['address']}/24 dev eth0", "link set eth0 up",
        f"addr add {node['gateway']}/24 dev cni0", "link set cni0 up"]
    if tunnel:
        node["pod_mtu"] = 1450 if rng.random() > 0.05 else 1500
        vni = 1 if rng.random() > 0.03 else 2
        port = 8472 if rng.random() > 0.03 else 4789
        node["ip"] += [
            f"link add flannel.1 address {mac(3, node['number'])} mtu 1450 type vxlan id {vni} local {node['address']} "
            f"dev eth0 dstport {port} nolearning",
            f"addr add {node['tunnel']}/32 dev flannel.1"]
        if rng.random() > 0.02:
            node["ip"].append("link set flannel.1 up")
    node["sysctl"].update(host_rules.sysctls(rng, tunnel))


def _peer(rng, node, peer, tunnel):
    def present():
        return rng.random() > 0.02

    down = "link set flannel.1 up" not in node["ip"]
    if not tunnel:
        if present():
            node["ip"].append(f"route add {peer['pod_cidr']} via {peer['address']} dev eth0")
        return
    if present() and not down:
        node["ip"].append(f"route add {peer['pod_cidr']} via {peer['tunnel']} dev flannel.1 onlink")
    address = mac(3, peer["number"] if rng.random() > 0.02 else 99)
    if present():
        node["ip"].append(f"neigh add {peer['tunnel']} lladdr {address} dev flannel.1 nud permanent")
    if present():
        node["bridge"].append(f"fdb append {address} dev flannel.1 dst {peer['address']}")


def _flow(rng, place, nodes, plan):
    sender = rng.choice(nodes)
    origin = rng.choice(sender["pods"] + [f"node {sender['name']}"])
    target = rng.choice(nodes)
    protocol = rng.choice(("icmp", "tcp", "udp"))
    port = rng.choice(PORTS)
    kind = rng.random()
    if plan and kind < 0.35:
        service = rng.choice(plan["services"])
        to, port, protocol = service["address"], service["port"], service["protocol"]
        if kind < 0.1:
            to, port = target["address"], service["node_port"]
    elif kind < 0.74:
        to = rng.choice(target["pods"])
    elif kind < 0.76:
        to = iptables_rules.MAPPED.replace("0/24", str(rng.randint(2, 4)))
    else:
        tunnel = any(command.startswith("link add flannel.1") for command in target["ip"])
        to = rng.choice((target["address"], target["address"], target["gateway"],
                         target["tunnel"] if tunnel else target["address"]))
        if rng.random() < 0.05:
            port = _SILENT_PORT
    size, unfragmented = rng.choice((16, 32, 56, 64, 200, 600, 1200)), rng.random() < 0.3
    if rng.random() < 0.06:
        size, unfragmented = 1472, True
    return {"id": str(place), "from": origin, "to": to, "protocol": protocol,
            "port": None if protocol == "icmp" else port,
            "size": min(size, 1200) if protocol == "tcp" else size, "df": unfragmented}
