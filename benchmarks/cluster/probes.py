"""What the collector probes from a node (`list_probes` in it), and how the tools answer where all is well."""

import re
from dataclasses import dataclass

STARTED = 1_795_000_040
_NAME = "kubernetes.default.svc.cluster.local"
_CURL = ("curl -q -sS -v -k --noproxy '*' --connect-timeout 2 --max-time 4 -o /dev/null "
         "-w 'http_code=%{{http_code}} time_connect=%{{time_connect}} time_total=%{{time_total}}\\\\n' {url}")


@dataclass(frozen=True)
class Probe:
    kind: str
    target: str
    node: str
    address: str
    port: str = "-"

    @property
    def id(self):
        return re.sub(r"[^a-z0-9._-]", "-", f"{self.kind}.{self.target}".lower())


@dataclass(frozen=True)
class Answer:
    """Of the tool: kind of its output, command, exit status, text, standard error; and what the collector makes of it."""

    kind: str
    command: str
    exit: int
    text: str
    error: str
    seconds: float
    result: str
    detail: str


def peers(cluster):
    """The lines of the peers file, as --write-peers finds them: a pod a node, CoreDNS last."""
    lines = [("node", node.name, node.ip, node.pod_cidr) for node in cluster.nodes]
    inner = [pod for pod in cluster.pods if not pod.host_network]
    lines += [("dns", pod.node, pod.key, pod.ip) for pod in inner if pod.app == "coredns"]
    for node in cluster.nodes:
        own = sorted((pod for pod in inner if pod.node == node.name), key=lambda pod: pod.app == "coredns")
        lines += [("pod", node.name, pod.key, pod.ip, "80/tcp" if pod.app == "web" else "53/udp") for pod in own[:1]]
    return lines + [("service", "default/kubernetes", cluster.api_ip, "443/tcp"),
                    ("service", "kube-system/kube-dns", cluster.dns_ip, "53/udp")]


def of_node(cluster, node):
    found = []
    for other in cluster.nodes:
        found += _pings("ping-node", other.name, other.name, other.ip)
        if other != node:
            found += [Probe("udp-vxlan", other.name, other.name, other.ip, "8472/udp"),
                      Probe("udp-neighbor", other.name, other.name, other.ip, "8473/udp")]
        found.append(Probe("ping-tunnel", other.name, other.name, other.tunnel_ip))
        found += _pings("ping-gateway", other.name, other.name, other.gateway_ip)
    for kind, *of in peers(cluster):
        if kind == "pod":
            found += _pings("ping-pod", of[1], of[0], of[2])
            found.append(Probe("pod-ping-pod", of[1], of[0], of[2]))
            if of[0] != node.name:
                found.append(Probe("pod-ping-pod-full", of[1], of[0], of[2]))
        elif kind == "dns":
            found += _both("http-metrics", of[1], of[0], of[2], "9153/tcp")
            found += _both("dns-pod", of[1], of[0], of[2], "53/udp")
            found.append(Probe("dns-pod-tcp", of[1], of[0], of[2], "53/tcp"))
    found += _both("dns-service", "kube-system/kube-dns", "-", cluster.dns_ip, "53/udp")
    found.append(Probe("dns-service-tcp", "kube-system/kube-dns", "-", cluster.dns_ip, "53/tcp"))
    return found + _both("https-service", "default/kubernetes", "-", cluster.api_ip, "443/tcp")


def _pings(kind, *where):
    return [Probe(kind, *where), Probe(f"{kind}-full", *where)]


def _both(kind, *where):
    return [Probe(kind, *where), Probe(f"pod-{kind}", *where)]


def answer(probe, cluster, pod_pid, random):
    """The collector enters the pod's network for what it probes from there."""
    prefix = f"nsenter -t {pod_pid} -n " if probe.kind.startswith("pod-") else ""
    what = probe.kind.removeprefix("pod-").split("-")[0]
    if what == "ping":
        return _ping(probe, prefix, random)
    if what == "dns":
        return _look_up(probe, prefix, cluster, random)
    return _datagram(probe) if what == "udp" else _http(probe, prefix, random)


def _ping(probe, prefix, random):
    full = probe.kind.endswith("-full")
    size = {"ping-node-full": 1472}.get(probe.kind, 1422 if full else 56)
    discovers = full and probe.kind.startswith("pod-")
    count = 1 if full and not discovers else 2
    times = [0.03 + random.random() / 5 for _ in range(count)]
    mean = sum(times) / count
    spread = (sum((each - mean) ** 2 for each in times) / count) ** 0.5
    total = f"{count} packets transmitted, {count} received, 0% packet loss, time {1000 + random.randrange(9) if count > 1 else 0}ms"
    lines = [f"PING {probe.address} ({probe.address}) {size}({size + 28}) bytes of data.",
             *(f"{size + 8} bytes from {probe.address}: icmp_seq={number} ttl=64 time={each:.3f} ms"
               for number, each in enumerate(times, start=1)),
             "", f"--- {probe.address} ping statistics ---", total,
             f"rtt min/avg/max/mdev = {min(times):.3f}/{mean:.3f}/{max(times):.3f}/{spread:.3f} ms", ""]
    options = f"-c {count} -W 1" + (f" -M {'want' if discovers else 'do'} -s {size}" if full else "")
    return Answer("ping", f"{prefix}ping -n {options} {probe.address}", 0, "\n".join(lines), "", count - 0.95, "ok", total)


def _look_up(probe, prefix, cluster, random):
    text = (f"Server:\t\t{probe.address}\nAddress:\t{probe.address}#53\n\n"
            f"Name:\t{_NAME}\nAddress: {cluster.api_ip}\n\n")
    stream = "-vc " if probe.port.endswith("tcp") else ""
    command = f"{prefix}nslookup {stream}-type=a -timeout=2 -retry=0 {_NAME} {probe.address}"
    return Answer("nslookup", command, 0, text, "", round(random.random() / 5, 2), "ok", f"Address: {cluster.api_ip}")


def _datagram(probe):
    port = probe.port.split("/")[0]
    said = "timed out" if probe.kind == "udp-vxlan" else "connection refused"
    words = f";; communications error to {probe.address}#{port}: {said}"
    command = f"nslookup -type=a -port={port} -timeout=1 -retry=0 coldtrace.invalid {probe.address}"
    return Answer("nslookup", command, 1, f"{words}\n;; no servers could be reached\n\n", "",
                  1.01 if said == "timed out" else 0.02, "silent" if said == "timed out" else "ok", words)


def _http(probe, prefix, random):
    port, secure = probe.port.split("/")[0], "https" in probe.kind
    url = f"https://{probe.address}:{port}/version" if secure else f"http://{probe.address}:{port}/metrics"
    told = f"http_code=200 time_connect={random.random() / 900:.6f} time_total={random.random() / 20:.6f}"
    lines = [f"*   Trying {probe.address}:{port}...",
             f"* Connected to {probe.address} ({probe.address}) port {port} (#0)",
             f"> GET /{url.rpartition('/')[2]} HTTP/1.1", f"> Host: {probe.address}:{port}",
             "> User-Agent: curl/7.88.1", "> Accept: */*", "> ", "< HTTP/1.1 200 OK",
             "< Content-Type: text/plain; version=0.0.4; charset=utf-8", "< Content-Length: 779", "< ",
             "{ [779 bytes data]", f"* Connection #0 to host {probe.address} left intact", ""]
    return Answer("curl", prefix + _CURL.format(url=url), 0, told + "\n", "\n".join(lines),
                  round(0.02 + random.random() / 20, 2), "ok", told)
