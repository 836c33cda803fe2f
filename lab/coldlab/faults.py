"""Faults are data: a shell script each in `lab/faults/`, with a header that says where it runs.

    # about: UDP 8472 of one node is dropped on the underlay
    # node: node-3
    # where: underlay
    # expect: vxlan-blocked-underlay

`where` is `node` (the default), `underlay` or `machine`; `node` there is a number, so that any prefix of names works.
`expect` is the id of the first diagnosis, several with ` + ` between, or `healthy`; `culprits` the nodes that it names:
`node` (the default where there is one), `pair` (with the first other node), `cluster` (none), `any`. `tarball: lost` says
that another node's tarball never arrives.
"""

import os
import subprocess
from dataclasses import dataclass

from . import commands
from .laboratory import LabError

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
                 header.get("tarball") == "lost", script)


def inject(laboratory, name, node_name=None):
    """Runs the fault; returns the node it was done to, None for the whole cluster."""
    fault, cluster = load(name), laboratory.cluster
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
        "VXLAN_PORT": str(options.vxlan_port), "POD_NETWORK": options.pod_network, "TUNNEL": cluster.tunnel,
        "VNI": str(options.vni),
        "NODES": " ".join(each.name for each in cluster.nodes), "NODE_IPS": " ".join(each.ip for each in cluster.nodes),
        "DNS_PODS": " ".join(pod.name for pod in cluster.pods if pod.app == "coredns"),
    }
    if node:
        peers = [peer for peer in cluster.nodes if peer != node]
        pods = [pod for pod in cluster.pods_of(node) if not pod.host_network]
        variables.update(NODE=node.name, NODE_IP=node.ip, POD_CIDR=node.pod_cidr, PORT=node.port_name,
                         PEER=peers[0].name if peers else "", PEER_IP=peers[0].ip if peers else "",
                         PODS=" ".join(pod.name for pod in pods))
    return variables
