"""What the names of the template stand for."""

import ipaddress

from coldlab.topology import digest

# Behind lo, eth0, cni0 and flannel.1.
_FIRST_INDEX = 5


def of_cluster(cluster):
    return {"broadcast": cluster.underlay.broadcast_address, "gateway": cluster.gateway,
            "pod_network": cluster.options.pod_network, "prefix": cluster.prefix_length, "underlay": cluster.underlay}


def of_node(node):
    return {"name": node.name, "ip": node.ip, "subnet": node.tunnel_ip.rpartition(".")[0],
            **_mac("eth", node.eth_mac), **_mac("vtep", node.vtep_mac), **_mac("bridge", node.bridge_mac)}


def of_pods(cluster, node):
    """Those with a network of their own, in the order of their interfaces."""
    pods = [pod for pod in cluster.pods_of(node) if not pod.host_network]
    return [_pod(pod, port) for port, pod in enumerate(pods, start=1)]


def _pod(pod, port):
    outer, inner = (_random_mac(side, pod.uid) for side in ("outer", "inner"))
    return {"name": pod.key, "app": pod.app, "ip": pod.ip, "interface": pod.interface, "index": _FIRST_INDEX + port - 1,
            "port": port, "port_hex": f"{port:x}", "port_id": f"{0x8000 + port:x}", "designated_port": 0x8000 + port,
            "pid": f"{2000 + port:7}", "mac": outer, "link_local": _link_local(outer), "solicited": _solicited(outer),
            **_mac("inner", inner)}


def _mac(name, mac):
    return {f"{name}_mac": mac, f"{name}_link_local": _link_local(mac), f"{name}_solicited": _solicited(mac),
            f"{name}_short": ":".join(f"{int(part, 16):x}" for part in mac.split(":"))}


def _random_mac(*parts):
    return "0a" + "".join(f":{digest(*parts)[at:at + 2]}" for at in range(0, 10, 2))


def _link_local(mac):
    """RFC 4291, appendix A."""
    octets = bytes.fromhex(mac.replace(":", ""))
    identifier = bytes([octets[0] ^ 2]) + octets[1:3] + b"\xff\xfe" + octets[3:]
    return ipaddress.IPv6Address(b"\xfe\x80" + bytes(6) + identifier)


def _solicited(mac):
    return "33:33:ff" + mac[8:]
