"""Faults are data: a shell script each in `lab/faults/`, with a header that says where it runs.

    # about: UDP 8472 of one node is dropped on the underlay
    # node: node-3
    # where: underlay
    # expect: vxlan-blocked-underlay

`where` is `node` (the default), `underlay` or `machine`; `node` there is a number, so that any prefix of names works.
`expect` is the id of the first diagnosis, several with ` + ` between, or `healthy`; `culprits` the nodes that it names:
`node` (the default where there is one), `pair` (with the first other node), `all`, `cluster` (none), `any`. `tarball: lost` says
that another node's tarball never arrives; `cluster: backend=host-gw node_prefix=` what the cluster must be like, as the
fields of `Options` have it.
"""

import os
import subprocess
from dataclasses import dataclass, field, replace

from . import commands
from .laboratory import LabError
from .topology import Options

FOLDER = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "faults")
_LAB = os.path.join(os.path.dirname(FOLDER), "lab")


@dataclass(frozen=True)
class Fault:
    name: str
    about: str
    expect: str
    where: str
    node: int
    culprits: str
    lost: bool
    script: str
    cluster: dict = field(default_factory=dict)

    def fitting(self, options):
        """The options of a cluster that the fault can be done to."""
        return replace(options, **self.cluster)


def all_faults():
    return [load(entry.removesuffix(".sh")) for entry in sorted(os.listdir(FOLDER)) if entry.endswith(".sh")]


def load(name):
    path = os.path.join(FOLDER, f"{name}.sh")
    if not os.path.isfile(path):
        raise LabError(f"no fault {name}; `lab faults` lists them")
    with open(path, encoding="utf-8") as source:
        script = source.read()
    header = dict(line[2:].split(": ", 1) for line in script.splitlines() if line.startswith("# ") and ": " in line)
    return Fault(name, header["about"], header["expect"], header.get("where", "node"),
                 int(header.get("node", "0")), header.get("culprits", "node" if "node" in header else "cluster"),
                 header.get("tarball") == "lost", script, _cluster(header.get("cluster", "")))


def _cluster(words):
    """Example: `backend=host-gw nodes=4`, by the types of the defaults."""
    pairs = dict(word.split("=", 1) for word in words.split())
    return {name: type(getattr(Options, name))(value) for name, value in pairs.items()}


def inject(laboratory, name, node_name=None):
    """Runs the fault; returns the node it was done to, None for the whole cluster."""
    fault, cluster = load(name), laboratory.cluster
    if fault.fitting(cluster.options) != cluster.options:
        wanted = " ".join(f"--{key.replace('_', '-')} {value or repr('')}" for key, value in fault.cluster.items())
        raise LabError(f"fault {name} wants another cluster: `lab up {wanted}`, or `lab play {name}`")
    node = laboratory.node(node_name) if node_name else None
    if not node and fault.node:
        node = cluster.nodes[min(fault.node, len(cluster.nodes)) - 1]
    variables = _variables(cluster, node)
    shell = ["sh", "-eu", "-s"]
    if fault.where == "underlay":
        done = laboratory.underlay(shell, fault.script, variables)
    elif fault.where == "machine":
        done = subprocess.run(shell, input=fault.script, text=True, capture_output=True, check=False, env={
            **commands.ENVIRONMENT, **variables, "LAB": _LAB, "COLDTRACE_LAB": laboratory.name})
    else:
        done = laboratory.run(node.name, shell, fault.script, variables)
    if done.returncode:
        raise LabError(f"fault {name}: exit status {done.returncode}\n{done.stdout}{done.stderr}".rstrip())
    return node


def _variables(cluster, node):
    options = cluster.options
    variables = {
        "POD_NETWORK": options.pod_network,
        "NODES": " ".join(each.name for each in cluster.nodes), "NODE_IPS": " ".join(each.ip for each in cluster.nodes),
        "DNS_PODS": " ".join(pod.name for pod in cluster.pods if pod.app == "coredns"),
    }
    if cluster.tunnel:  # without one a script that needs it fails at the name
        variables.update(VXLAN_PORT=str(options.vxlan_port), TUNNEL=cluster.tunnel, VNI=str(options.vni))
    if node:
        peers = [peer for peer in cluster.nodes if peer != node]
        pods = [pod for pod in cluster.pods_of(node) if not pod.host_network]
        variables.update(NODE=node.name, NODE_IP=node.ip, POD_CIDR=node.pod_cidr, PORT=node.port_name,
                         PEER=peers[0].name if peers else "", PEER_IP=peers[0].ip if peers else "",
                         PEER_CIDR=peers[0].pod_cidr if peers else "",
                         PODS=" ".join(pod.name for pod in pods))
    return variables
