"""What truly works: sends real packets from every node and pod, and says what came of each.

The codes are those of the catalog's section 0: NN node to node, V0 the peer's flannel.1, V1 the peer's cni0, NP node
to a pod elsewhere, NPL to an own pod, NS node to a service, PP0 and PPX pod to pod on the same and another node, PSL and
PSR pod to a service whose only endpoint is on the same and another node, PSH a pod to itself through its service, PNL
and PNR pod to its own and another node, DU and DT DNS over UDP and TCP at a DNS pod, SU at the DNS service, MX a DNS
pod's metrics, BIG the peer's flannel.1 (host-gw: its cni0) with a packet that fills the device's MTU, BPP a page of several full
packets from a pod on another node.
"""

import fcntl
import json
import os
import socket
import struct
import threading
import time
from dataclasses import asdict, dataclass

from . import linux

TIMEOUT = 1.0
_IP_MTU_DISCOVER, _IP_RECVERR, _MSG_ERRQUEUE = 10, 11, 0x2000
_SIOCGIFADDR, _SIOCGIFMTU = 0x8915, 0x8921
_DONT_FRAGMENT = 2
_PROHIBITED = (9, 10, 13)


@dataclass
class Probe:
    code: str
    source: str
    source_node: str
    target: str
    target_node: str
    address: str
    means: str
    result: str = ""
    seconds: float = 0.0


def plan(cluster):
    """All probes, by the node or pod that sends them."""
    probes = {}
    dns = [pod for pod in cluster.pods if pod.app == "coredns"]
    web = [pod for pod in cluster.pods if pod.app == "web"]
    for node in cluster.nodes:
        own = probes[node.name] = []

        def add(code, target, where, address, means, own=own, node=node):
            own.append(Probe(code, node.name, node.name, target, where, address, means))

        for peer in cluster.nodes:
            if peer != node:
                add("NN", peer.name, peer.name, peer.ip, "icmp")
                add("V1", peer.name, peer.name, peer.gateway_ip, "icmp")
                if cluster.tunnel:
                    add("V0", peer.name, peer.name, peer.tunnel_ip, "icmp")
                add("BIG", peer.name, peer.name, peer.tunnel_ip if cluster.tunnel else peer.gateway_ip, "icmp/full")
        for pod in web + dns:
            code = "NPL" if pod.node == node.name else "NP"
            add(code, pod.name, pod.node, pod.ip, "icmp")
            if pod.app == "web":
                add(code, pod.name, pod.node, pod.ip, "tcp/80")
        _dns(cluster, dns, add)
        _services(cluster, node, None, add)
    for source in web:
        own = probes[source.name] = []

        def add(code, target, where, address, means, own=own, source=source):
            own.append(Probe(code, source.name, source.node, target, where, address, means))

        for pod in web:
            if pod != source:
                add("PP0" if pod.node == source.node else "PPX", pod.name, pod.node, pod.ip, "tcp/80")
            if pod.node != source.node:
                add("BPP", pod.name, pod.node, pod.ip, "page/80")
        for node in cluster.nodes:
            add("PNL" if node.name == source.node else "PNR", node.name, node.name, node.ip, "icmp")
        _dns(cluster, dns, add)
        _services(cluster, cluster.node(source.node), source, add)
    return probes


def _dns(cluster, pods, add):
    for pod in pods:
        add("DU", pod.name, pod.node, pod.ip, "dns/udp")
        add("DT", pod.name, pod.node, pod.ip, "dns/tcp")
        add("MX", pod.name, pod.node, pod.ip, "tcp/9153")
    add("SU", "kube-dns", "-", cluster.dns_ip, "dns/udp")


def _services(cluster, node, source, add):
    for service in cluster.services:
        name = service.selector.get("statefulset.kubernetes.io/pod-name")
        if name:
            where = cluster.pod(name).node
            code = "NS" if source is None else "PSH" if source.name == name else "PSL" if where == node.name else "PSR"
            add(code, service.name, where, service.ip, "tcp/80")


def run(laboratory):
    """Sends them all at the same time; a process for each source."""
    children = []
    for source, probes in plan(laboratory.cluster).items():
        known = {node.name for node in laboratory.cluster.nodes}
        pid = laboratory.pid(source) if source in known else laboratory.pod_pid(source)
        reader, writer = os.pipe()
        child = linux.fork_child(_send, pid, probes, writer)
        os.close(writer)
        children.append((reader, child))
    done = []
    for reader, child in children:
        with os.fdopen(reader, encoding="utf-8") as results:
            done += [Probe(**fields) for fields in json.load(results)]
        os.waitpid(child, 0)
    return done


def _send(pid, probes, writer):
    linux.enter(pid, "net")
    threads = [threading.Thread(target=_try, args=(probe, 4000 + place)) for place, probe in enumerate(probes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with os.fdopen(writer, "w", encoding="utf-8") as out:
        json.dump([asdict(probe) for probe in probes], out)


def _try(probe, number):
    began = time.monotonic()
    try:
        kind, _, port = probe.means.partition("/")
        if kind == "icmp":
            probe.result = _ping(probe.address, os.getpid() * 64 + number & 0xFFFF, port == "full")
        elif kind == "tcp":
            probe.result = _http(probe.address, int(port), "/metrics" if port == "9153" else "/")
        elif kind == "page":
            probe.result = _http(probe.address, int(port), "/page")
        else:
            probe.result = _look_up(probe.address, port, number)
    except OSError as error:
        probe.result = _named(error)
    probe.seconds = round(time.monotonic() - began, 3)


def _named(error):
    if isinstance(error, TimeoutError):
        return "timeout"
    return {1: "not-permitted", 111: "refused", 113: "unreachable", 101: "unreachable"}.get(error.errno, "error")


def _queued(connection, error):
    """Tells a prohibition from a plain unreachable by the ICMP code that the kernel keeps."""
    try:
        _, ancillary, _, _ = connection.recvmsg(512, 512, _MSG_ERRQUEUE | socket.MSG_DONTWAIT)
    except OSError:
        return _named(error)
    for _, kind, data in ancillary:
        if kind == _IP_RECVERR:
            _, origin, icmp_type, code = struct.unpack_from("=IBBB", data)
            if origin == 2 and icmp_type == 3 and code in _PROHIBITED:
                return "prohibited"
    return _named(error)


def _ping(address, identifier, full):
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as connection:
        connection.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)
        connection.setsockopt(socket.IPPROTO_IP, _IP_MTU_DISCOVER, _DONT_FRAGMENT)
        connection.connect((address, 0))
        request = struct.pack(">BBHHH", 8, 0, 0, identifier, 1) + b"coldtrace"
        if full:
            request = request.ljust(_device_mtu(connection) - 20, b".")
        connection.send(request[:2] + struct.pack(">H", _checksum(request)) + request[4:])
        end = time.monotonic() + TIMEOUT
        while (left := end - time.monotonic()) > 0:
            connection.settimeout(left)
            try:
                reply = connection.recv(65535)
            except TimeoutError:
                return "timeout"
            except OSError as error:
                return _queued(connection, error)
            body = reply[(reply[0] & 15) * 4:]
            if body[0] == 0 and struct.unpack_from(">H", body, 4)[0] == identifier:
                return "ok"
    return "timeout"


def _device_mtu(connection):
    """Of the device whose address the socket has. The route's MTU may have shrunk since another probe was told to send less."""
    own = socket.inet_aton(connection.getsockname()[0])
    for _, name in socket.if_nameindex():
        asked = struct.pack("16s24x", name.encode())
        try:
            if fcntl.ioctl(connection, _SIOCGIFADDR, asked)[20:24] == own:
                return struct.unpack_from("=i", fcntl.ioctl(connection, _SIOCGIFMTU, asked), 16)[0]
        except OSError:
            pass  # it has no address
    return 1500


def _checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f">{len(data) // 2}H", data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF


def _connect(address, port):
    connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    connection.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)
    connection.settimeout(TIMEOUT)
    connection.connect((address, port))
    return connection


def _http(address, port, path):
    try:
        with _connect(address, port) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n".encode())
            reply = connection.recv(64)
            while connection.recv(4096):
                pass
            return "ok" if reply.startswith(b"HTTP/1.1 200") else "error"
    except OSError as error:
        return _named(error)


def _look_up(address, protocol, identifier):
    question = struct.pack(">HHHHHH", identifier, 0x0100, 1, 0, 0, 0)
    question += b"".join(bytes([len(part)]) + part for part in b"kubernetes.default.svc.cluster.local".split(b"."))
    question += b"\0" + struct.pack(">HH", 1, 1)
    if protocol == "tcp":
        with _connect(address, 53) as connection:
            connection.sendall(struct.pack(">H", len(question)) + question)
            reply = connection.recv(512)[2:]
    else:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as connection:
            connection.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)
            connection.settimeout(TIMEOUT)
            connection.connect((address, 53))
            connection.send(question)
            try:
                reply = connection.recv(512)
            except TimeoutError:
                return "timeout"
            except OSError as error:
                return _queued(connection, error)
    return "ok" if len(reply) > 12 and reply[3] & 15 == 0 else "name-error"


def table(probes):
    """What works, a line for each code; then what does not, a line for each code and pair of nodes."""
    codes = {}
    for probe in probes:
        codes.setdefault(probe.code, []).append(probe.result == "ok")
    lines = [f"{code:4} {sum(results)}/{len(results)}" for code, results in codes.items()]
    rows = {}
    for probe in probes:
        rows.setdefault((probe.code, probe.source_node, probe.target_node), []).append(probe)
    for (code, source, target), group in rows.items():
        bad = sorted({probe.result for probe in group if probe.result != "ok"})
        good = sum(probe.result == "ok" for probe in group)
        if bad:
            lines.append(f"{code:4} {source:12} {target:12} {good}/{len(group)} {' '.join(bad)}")
    return lines
