"""A case that disagrees, without whatever it disagrees without as well."""

import copy

from . import trial
from .namespaces import CommandError

_TRIES = 400


def smallest(case, flow, holds, window, asked):
    """The case with that flow alone and as little else as the tries allow; `holds` says whether an outcome is still it."""
    best = {**copy.deepcopy(case), "flows": [flow]}
    tries = 0
    for atoms in (_wholes, _parts, _names):
        remaining = atoms(best)
        size = len(remaining)
        while size and tries < _TRIES:
            at = 0
            while at < len(remaining) and tries < _TRIES:
                tries += 1
                candidate = _without(best, remaining[at:at + size])
                if _holds(candidate, holds, window, asked):
                    best = candidate
                    remaining = atoms(best)
                else:
                    at += size
            size //= 2
    return best


def _holds(case, holds, window, asked):
    """A case that lost the flow's own sender, or a chain that a rule jumps to, is none."""
    try:
        return holds(trial.run(case, window, asked)[0])
    except (CommandError, KeyError, IndexError):
        return False


def _wholes(case):
    """Nodes and firewalls as a whole."""
    paths = []
    for place, node in enumerate(case["nodes"]):
        paths.append(("nodes", place))
        paths += [("nodes", place, "iptables", backend, table)
                  for backend, tables in node["iptables"].items() for table in tables]
        paths += [("nodes", place, "nft", number) for number in range(len(node["nft"]))]
    return paths


def _parts(case):
    """Settings, commands and rules one by one."""
    paths = []
    for place, node in enumerate(case["nodes"]):
        for name in ("ip", "bridge", "ipset"):
            paths += [("nodes", place, name, number) for number in range(len(node[name]))]
        paths += [("nodes", place, "sysctl", key) for key in node["sysctl"]]
        for backend, tables in node["iptables"].items():
            for name, table in tables.items():
                paths += [("nodes", place, "iptables", backend, name, "rules", number)
                          for number in range(len(table["rules"]))]
        for number, table in enumerate(node["nft"]):
            for chain, content in table["chains"].items():
                paths += [("nodes", place, "nft", number, "chains", chain, "rules", rule)
                          for rule in range(len(content["rules"]))]
    return paths


def _names(case):
    """What nothing refers to any more: pods, chains, sets."""
    paths = []
    for place, node in enumerate(case["nodes"]):
        paths += [("nodes", place, "pods", number) for number in range(len(node["pods"]))]
        for backend, tables in node["iptables"].items():
            for name, table in tables.items():
                paths += [("nodes", place, "iptables", backend, name, "chains", chain)
                          for chain, policy in table["chains"].items() if policy == "-"]
        for number, table in enumerate(node["nft"]):
            paths += [("nodes", place, "nft", number, kind, name)
                      for kind in ("chains", "sets") for name in table[kind]]
    return paths


def _without(case, paths):
    result = copy.deepcopy(case)
    # The last first: an index counts what stands before it.
    for *way, last in reversed(paths):
        holder = result
        for step in way:
            holder = holder[step]
        del holder[last]
    return result
