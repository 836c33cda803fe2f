"""The rules of kube-proxy in iptables mode and of the kubelet, as text for iptables-restore."""

import base64
import hashlib

from .shared import endpoints

_NEW = "-m conntrack --ctstate NEW "

# In the order in which kube-proxy inserts them, each at the top of its chain.
JUMPS = (
    ("filter", "INPUT", "KUBE-EXTERNAL-SERVICES", _NEW, "kubernetes externally-visible service portals"),
    ("filter", "FORWARD", "KUBE-EXTERNAL-SERVICES", _NEW, "kubernetes externally-visible service portals"),
    ("filter", "INPUT", "KUBE-NODEPORTS", "", "kubernetes health check service ports"),
    ("filter", "FORWARD", "KUBE-SERVICES", _NEW, "kubernetes service portals"),
    ("filter", "OUTPUT", "KUBE-SERVICES", _NEW, "kubernetes service portals"),
    ("filter", "FORWARD", "KUBE-FORWARD", "", "kubernetes forwarding rules"),
    ("filter", "INPUT", "KUBE-PROXY-FIREWALL", _NEW, "kubernetes load balancer firewall"),
    ("filter", "OUTPUT", "KUBE-PROXY-FIREWALL", _NEW, "kubernetes load balancer firewall"),
    ("filter", "FORWARD", "KUBE-PROXY-FIREWALL", _NEW, "kubernetes load balancer firewall"),
    ("nat", "OUTPUT", "KUBE-SERVICES", "", "kubernetes service portals"),
    ("nat", "PREROUTING", "KUBE-SERVICES", "", "kubernetes service portals"),
    ("nat", "POSTROUTING", "KUBE-POSTROUTING", "", "kubernetes postrouting rules"),
)

FILTER_CHAINS = ("KUBE-SERVICES", "KUBE-EXTERNAL-SERVICES", "KUBE-FORWARD", "KUBE-NODEPORTS", "KUBE-PROXY-FIREWALL",
                 "KUBE-PROXY-CANARY")
NAT_CHAINS = ("KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-POSTROUTING", "KUBE-MARK-MASQ", "KUBE-PROXY-CANARY")

KUBELET_FIREWALL = (
    '-A KUBE-FIREWALL ! -s 127.0.0.0/8 -d 127.0.0.0/8 -m comment --comment "block incoming localnet connections" '
    "-m conntrack ! --ctstate RELATED,ESTABLISHED,DNAT -j DROP")


def _hashed(prefix, text):
    return prefix + base64.b32encode(hashlib.sha256(text.encode()).digest()).decode()[:16]


def service_chain(name, protocol):
    """Example: KUBE-SVC-TCOU7JCQXEZGVUNU for kube-system/kube-dns:dns, udp."""
    return _hashed("KUBE-SVC-", name + protocol)


def endpoint_chain(name, protocol, endpoint):
    return _hashed("KUBE-SEP-", name + protocol + endpoint)


def filter_rules(cluster, states):
    rules = []
    for service, port, name, ready in _ports(cluster, states):
        if not ready:
            protocol = port.protocol.lower()
            rules.append(
                f'-A KUBE-SERVICES -d {service.ip}/32 -p {protocol} -m comment --comment "{name} has no endpoints" '
                f"-m {protocol} --dport {port.port} -j REJECT --reject-with icmp-port-unreachable")
    rules += [
        "-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP",
        '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding rules" -m mark --mark 0x4000/0x4000 -j ACCEPT',
        '-A KUBE-FORWARD -m comment --comment "kubernetes forwarding conntrack rule" '
        "-m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
    ]
    return list(FILTER_CHAINS), rules


def nat_rules(cluster, states):
    chains, entries, rules = list(NAT_CHAINS), [], [
        "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
        "-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0",
        '-A KUBE-POSTROUTING -m comment --comment "kubernetes service traffic requiring SNAT" '
        "-j MASQUERADE --random-fully",
        "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
    ]
    for service, port, name, ready in _ports(cluster, states):
        if ready:
            protocol = port.protocol.lower()
            chain = service_chain(name, protocol)
            match = (f'-d {service.ip}/32 -p {protocol} -m comment --comment "{name} cluster IP" '
                     f"-m {protocol} --dport {port.port}")
            entries.append(f"-A KUBE-SERVICES {match} -j {chain}")
            chains.append(chain)
            rules.append(f"-A {chain} ! -s {cluster.options.pod_network} {match} -j KUBE-MARK-MASQ")
            for place, endpoint in enumerate(ready):
                chains.append(endpoint_chain(name, protocol, endpoint))
                rules += _endpoint(chain, name, protocol, endpoint, len(ready) - place)
    entries.append(
        '-A KUBE-SERVICES -m comment --comment "kubernetes service nodeports; NOTE: this must be the last rule in '
        'this chain" -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS')
    return chains, rules + entries


def _endpoint(service, name, protocol, endpoint, left):
    chain = endpoint_chain(name, protocol, endpoint)
    chance = f"-m statistic --mode random --probability {1 / left:.10f} " if left > 1 else ""
    return [
        f'-A {service} -m comment --comment "{name} -> {endpoint}" {chance}-j {chain}',
        f'-A {chain} -s {endpoint.split(":")[0]}/32 -m comment --comment "{name}" -j KUBE-MARK-MASQ',
        f'-A {chain} -p {protocol} -m comment --comment "{name}" -m {protocol} -j DNAT --to-destination {endpoint}',
    ]


def _ports(cluster, states):
    for service in sorted(cluster.services, key=lambda service: service.key):
        for port in service.ports:
            name = f"{service.key}:{port.name}" if port.name else service.key
            yield service, port, name, endpoints(cluster, states, service, port)[0]
