"""Rules that real tools wrote, mapped onto the networks of a case: see rulesets/ORIGINS.md."""

import json
import os
import re

_FOLDER = os.path.join(os.path.dirname(os.path.realpath(__file__)), "rulesets")


def _load():
    found = {}
    for name in sorted(os.listdir(_FOLDER)):
        path = os.path.join(_FOLDER, name)
        if name.endswith(".json"):
            with open(path, encoding="utf-8") as source:
                found[name] = json.load(source)
    return found


def add(rng, node, nodes):
    """One of the rulesets, its placeholders filled in."""
    known = _load()
    usual = [name for name in known if name.startswith(("firewalld-", "ufw"))]
    chosen = known[rng.choice(usual if rng.random() < 0.4 else sorted(known))]
    text = json.dumps(chosen)
    values = {"NODE": node["address"], "PEER": rng.choice(nodes)["address"], "PODS": node["pod_cidr"],
              "POD": rng.choice(node["pods"]), "OTHER_PODS": rng.choice(nodes)["pod_cidr"], "GATEWAY": node["gateway"]}
    filled = json.loads(re.sub(r"<([A-Z_]+)>", lambda match: values[match.group(1)], text))
    for backend, tables in filled.get("iptables", {}).items():
        own = node["iptables"].setdefault(rng.choice(("nft", "legacy")) if backend == "any" else backend, {})
        for name, table in tables.items():
            if name in own:
                own[name]["chains"] = {**own[name]["chains"], **table["chains"]}
                own[name]["rules"] = table["rules"] + own[name]["rules"]
            else:
                own[name] = table
    node["nft"] += filled.get("nft", [])
