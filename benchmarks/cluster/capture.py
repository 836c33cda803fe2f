"""One node's tarball: manifest first, then every file that the manifest lists."""

import gzip
import hashlib
import io
import json
import os
import random
import tarfile
import time

from coldlab.api_objects import Objects

from . import names, packets, probes, template
from .ruleset import Ruleset, counted

_STARTED = 1_795_000_000
_RUNNING = {"running": True, "restarts": 0, "started": _STARTED - 80_000}
_AFTER = ("iptables-legacy-save.txt", "iptables-nft-save.txt", "nft-ruleset.txt", "ip-link.txt", "ethtool-S-eth0.txt",
          "ethtool-S-flannel.1.txt", "ethtool-S-cni0.txt", "tc-qdisc.txt", "conntrack-stats.txt", "files/proc/net/snmp",
          "files/proc/net/netstat", "files/proc/net/softnet_stat", "files/proc/net/stat/nf_conntrack", "pod/ip-link.txt")
_ROUTED_PEERS = 20

# What all nodes' tarballs have in common, of this process.
_shared = {}


def prepare(cluster, output):
    _shared.update(cluster=cluster, output=output, ruleset=Ruleset(cluster))


def write(index):
    node = _shared["cluster"].nodes[index]
    path = os.path.join(_shared["output"], f"{node.name}.tar.gz")
    with gzip.GzipFile(path, "wb", 6, mtime=0) as packed, tarfile.open(fileobj=packed, mode="w|") as tar:
        for name, content in _Capture(_shared["cluster"], node, _shared["ruleset"]).files():
            member = tarfile.TarInfo(f"{node.name}/{name}")
            member.size, member.mtime, member.mode = len(content), _STARTED, 0o600
            tar.addfile(member, io.BytesIO(content))

_API_SERVER = "tcp   LISTEN 0      4096                *:6443            *:*          \n"

class _Capture:
    def __init__(self, cluster, node, ruleset):
        self._cluster, self._node, self._ruleset = cluster, node, ruleset
        self._random = random.Random(node.name)
        self._pods = names.of_pods(cluster, node)
        first = next((pod for pod in self._pods if pod["app"] == "web"), self._pods[0] if self._pods else None)
        self._first = first and {**first, "pid": first["pid"].strip()}
        self._values = {"node": names.of_node(node), "first": self._first,
                        "cluster": {**names.of_cluster(cluster), "date": time.strftime("%a %b %d %H:%M:%S %Y", time.gmtime(_STARTED))}}
        self._lists = {"pod": self._pods, "every": [names.of_node(each) for each in cluster.nodes],
                       "peer": [names.of_node(each) for each in cluster.nodes if each != node]}
        self._texts, self._rows, self._results = {}, [], []

    def files(self):
        """The manifest, then the others in its order."""
        self._facts()
        self._probes()
        self._again()
        yield "manifest.tsv", self._manifest()
        yield from self._texts.items()

    def _facts(self):
        for file, kind, command, status, seconds, state, error in template.commands():
            if file.startswith("pod/") and not self._first:
                file, status, state, error = "-", "-", "skipped:pod", "-"
            elif file.startswith("kubectl/") and not self._node.control_plane:
                file, status, state = "-", "-", "skipped:kubeconfig"
            if "@" in command and self._first:
                command = template.filled(command, self._values, self._lists)
            said = "" if error == "-" else template.read(error)
            self._add(file, kind, command, status, seconds, "" if file == "-" else self._text(file, 0), said, state)

    def _text(self, file, more):
        if file == "iptables-legacy-save.txt":
            return counted(self._ruleset.lines(self._values), random.Random(self._node.name), more)
        if file == "peers.tsv":
            return "".join("\t".join(line) + "\n" for line in probes.peers(self._cluster))
        if file.startswith("kubectl/"):
            return self._objects(file.removeprefix("kubectl/").removesuffix(".json"))
        text = template.filled(template.read(file), self._values, self._lists)
        return text + _API_SERVER if file == "ss.txt" and self._node.control_plane else text

    def _objects(self, name):
        if "objects" not in _shared:
            states = {pod.key: _RUNNING for pod in self._cluster.pods}
            _shared["objects"] = Objects(self._cluster, states).resources()
        resource, _, namespace = name.partition("-")
        items = [item for item in _shared["objects"][resource]
                 if not namespace or item["metadata"].get("namespace") == namespace]
        whole = {"apiVersion": "v1", "items": items, "kind": "List", "metadata": {"resourceVersion": ""}}
        return json.dumps(whole, indent=4, sort_keys=True) + "\n"

    def _probes(self):
        found = probes.of_node(self._cluster, self._node)
        for probe in found:
            if probe.kind.startswith("pod-") and not self._first:
                continue
            answer = probes.answer(probe, self._cluster, self._first and self._first["pid"], self._random)
            file = f"probes/{probe.id}.txt"
            self._add(file, answer.kind, answer.command, answer.exit, f"{answer.seconds:.2f}", answer.text, answer.error,
                      start=probes.STARTED)
            self._results.append(("probe", probe.id, probe.kind, probe.target, probe.node, probe.address, probe.port,
                                  str(probes.STARTED), f"{answer.seconds:.2f}", answer.result, answer.detail, file))
        self._traces()
        underlay, tunnel, count = packets.captured(self._cluster, self._node)
        for name, interface, command, text in (("underlay", "eth0", packets.UNDERLAY, underlay),
                                               ("flannel.1", "flannel.1", packets.TUNNEL, tunnel)):
            self._add(f"probes/tcpdump-{name}.txt", "tcpdump", command, 0, "5.90", text, packets.said(interface, count),
                      start=probes.STARTED - 3)

    def _traces(self):
        pods = {line[1]: line[3] for line in probes.peers(self._cluster) if line[0] == "pod"}
        for other in [node for node in self._cluster.nodes if node != self._node][:_ROUTED_PEERS]:
            ways = [("node", other.ip, [other.ip])]
            if other.name in pods:
                ways.append(("pod", pods[other.name], [other.tunnel_ip, pods[other.name]]))
            for what, address, hops in ways:
                text = f"traceroute to {address} ({address}), 4 hops max, 60 byte packets\n" + "".join(
                    f"{number:2}  {hop}  0.{50 + number:03} ms\n" for number, hop in enumerate(hops, start=1))
                self._add(f"probes/traceroute-{what}-{address}.txt", "traceroute",
                          f"traceroute -n -w 1 -q 1 -m 4 {address}", 0, "0.02", text, start=probes.STARTED + 3)

    def _again(self):
        listed = {row[0]: row for row in template.commands()}
        for file in _AFTER:
            _, kind, command, status, seconds, state, error = listed[file]
            if file.startswith("pod/") and not self._first:
                continue
            command = template.filled(command, self._values, self._lists)
            self._add(f"after/{file}", kind, command, status, seconds, self._text(file, 7),
                      "" if error == "-" else template.read(error), state, probes.STARTED + 6)

    def _add(self, file, kind, command, status, seconds, text, said="", state="-", start=_STARTED + 2):
        digest = "-"
        if file != "-":
            self._texts[file] = text.encode()
            digest = hashlib.sha256(self._texts[file]).hexdigest()
        if said:
            self._texts[f"{file}.err"] = said.encode()
        self._rows.append((file, kind, command, str(status), str(start), seconds,
                           "0" if file == "-" else str(len(self._texts[file])), state, digest, f"{file}.err" if said else "-"))

    def _manifest(self):
        about = [("#schema", "coldtrace-manifest/1"), ("#collector", "0.2.0"), ("#node", self._node.name),
                 ("#hostname", self._node.name)]
        if self._first:
            about.append(("#pod-address", self._first["ip"]))
        about += [("#started", str(_STARTED)), ("#finished", str(probes.STARTED + 8)), ("#user", "root")]
        rows = [*about, *self._rows, *sorted(self._results, key=lambda row: row[1])]
        return "".join("\t".join(row) + "\n" for row in rows).encode()
