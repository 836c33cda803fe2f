"""The snapshot of a case, with the collector's own commands and names of files."""

import os

_COMMANDS = {
    "ip-link.txt": ["ip", "-d", "-s", "link"],
    "ip-addr.txt": ["ip", "-d", "addr"],
    "ip-route.txt": ["ip", "route", "show", "table", "all"],
    "ip-rule.txt": ["ip", "rule"],
    "ip-neigh.txt": ["ip", "neigh"],
    "bridge-fdb.txt": ["bridge", "fdb", "show"],
    "ss.txt": ["ss", "-tuan"],
    "nft-ruleset.txt": ["nft", "list", "ruleset"],
    "iptables-nft-save.txt": ["iptables-nft-save", "-c"],
}
_SYSCTL = ("net.ipv4.conf.", "net.ipv4.icmp_echo_", "net.ipv4.ip_forward ", "net.bridge.")


def write(network, folder):
    for node in network.case["nodes"]:
        path = os.path.join(folder, node["name"])
        os.makedirs(path)
        space = network.spaces[node["name"]]
        for file, command in _COMMANDS.items():
            _write(path, file, space.run(command))
        sysctl = space.run(["sysctl", "-a"], may_fail=True).splitlines(keepends=True)
        _write(path, "sysctl-a.txt", "".join(line for line in sysctl if line.startswith(_SYSCTL)))
        if node["iptables"].get("legacy"):
            _write(path, "iptables-legacy-save.txt", space.run(["iptables-legacy-save", "-c"]))
        if node["ipset"]:
            _write(path, "ipset.txt", space.run(["ipset", "save"]))


def _write(path, file, text):
    with open(os.path.join(path, file), "w", encoding="utf-8") as output:
        output.write(text)
