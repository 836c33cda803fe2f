"""What iptables-legacy-save prints of kube-proxy's rules."""

import re

from coldlab import kube_rules

from . import template

_CHANCE = re.compile(r"--probability (\S+)")
_STATES = {"running": True}


class Ruleset:
    """Lines without counters, the same on all nodes but for those that name the node's own pod network."""

    def __init__(self, cluster):
        states = {pod.key: _STATES for pod in cluster.pods}
        chains, rules = kube_rules.nat_rules(cluster, states)
        lines = [_saved(rule) for rule in rules]
        self._parts = {
            "@endpoint.chains@": [f":{chain} -" for chain in sorted(chains) if chain.startswith("KUBE-SEP-")],
            "@service.chains@": [f":{chain} -" for chain in sorted(chains) if chain.startswith("KUBE-SVC-")],
            "@endpoint.rules@": _by_chain(lines, "KUBE-SEP-"),
            "@service.entries@": [line for line in lines if line.startswith("-A KUBE-SERVICES -d")],
            "@service.rules@": _by_chain(lines, "KUBE-SVC-")}

    def lines(self, values):
        for line in template.read("iptables-legacy-save.txt").splitlines():
            if line in self._parts:
                yield from self._parts[line]
            else:
                yield template.filled(line, values, {})


def counted(lines, random, more):
    """With the packets that each rule has seen; `more` of them after the probes than before."""
    text = []
    for line in lines:
        packets = int(random.random() ** 8 * 100_000)
        packets += more if packets else 0
        if line[0] == "-":
            text.append(f"[{packets}:{packets * 60}] {line}\n")
        elif line[0] == ":":
            text.append(f"{line} [0:0]\n" if line.endswith(" -") else f"{line} [{packets}:{packets * 60}]\n")
        else:
            text.append(line + "\n")
    return "".join(text)


def _by_chain(lines, prefix):
    """As the kernel lists user chains: by name, each with its rules in their order."""
    return sorted((line for line in lines if line.startswith("-A " + prefix)), key=lambda line: line.split(" ", 2)[1])


def _saved(rule):
    """The kernel keeps a probability as a whole number of 2^31."""
    return _CHANCE.sub(lambda match: f"--probability {round(float(match[1]) * 2**31) / 2**31:.11f}", rule)
