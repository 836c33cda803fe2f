"""Rules of iptables: every match and target that the model knows, in tables and chains as people build them."""

import random

_PORTS = (22, 53, 80, 443, 5353, 8080, 8472, 9153, 30080)
# A network that exists by NETMAP alone.
MAPPED = "10.99.0.0/24"
_TABLES = {
    "filter": ("INPUT", "FORWARD", "OUTPUT"),
    "mangle": ("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"),
    "raw": ("PREROUTING", "OUTPUT"),
    "security": ("INPUT", "FORWARD", "OUTPUT"),
    "nat": ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"),
}
_DROPS = ("ACCEPT", "ACCEPT", "DROP", "REJECT")


class Rules:
    """The rules of one node under one backend."""

    def __init__(self, rng, node, nodes, sets):
        self._rng = rng
        self._node = node
        self._nodes = nodes
        self._sets = sets

    def tables(self):
        rng = self._rng
        tables = {"filter": self._table("filter", rng.randint(1, 8))}
        for name, chance, most in (("mangle", 0.4, 5), ("raw", 0.25, 3), ("security", 0.1, 2), ("nat", 0.45, 4)):
            if rng.random() < chance:
                tables[name] = self._table(name, rng.randint(1, most))
        return tables

    def _table(self, name, count):
        rng = self._rng
        chains = {chain: "ACCEPT" for chain in _TABLES[name]}
        if name == "filter":
            chains = {chain: rng.choice(("ACCEPT",) * 9 + ("DROP",)) for chain in chains}
        rules = []
        users = [f"U-{number}" for number in range(rng.choice((0, 0, 1, 2, 3)))] if name != "nat" else []
        for user in users:
            chains[user] = "-"
            rules += [self._rule(name, user, users[users.index(user) + 1:]) for _ in range(rng.randint(1, 3))]
        for _ in range(count):
            chain = rng.choice(_TABLES[name])
            rules.append(self._rule(name, chain, users))
        return {"chains": chains, "rules": rules}

    def _rule(self, table, chain, users):
        rng = self._rng
        protocol = rng.choice(("", "", "icmp", "tcp", "udp"))
        target = self._target(table, chain, users, protocol)
        words = ["-A", chain, *self._ends()]
        if protocol:
            words += [*self._no(0.05), "-p", protocol]
        negated = protocol and words[-3] == "!"
        for _ in range(rng.choice((0, 1, 1, 1, 2))):
            match = self._match(table, chain, "" if negated else protocol)
            # Of the same option twice iptables-nft lists one; the same device twice it refuses.
            if not set(words).intersection(word for word in match if word.startswith("--") or word in ("-i", "-o")):
                words += match
        if negated and target.startswith(("DNAT", "REDIRECT", "TPROXY", "REJECT --reject-with tcp")):
            words.remove("!")
        if target.split()[0] in ("U-0", "U-1", "U-2") and rng.random() < 0.25:
            return " ".join([*words, "-g", target])
        return " ".join([*words, "-j", target])

    def _no(self, chance=0.15):
        return ["!"] if self._rng.random() < chance else []

    def _ends(self):
        rng = self._rng
        words = []
        for option in ("-s", "-d"):
            if rng.random() < 0.35:
                words += [*self._no(), option, self._network()]
        return words

    def _network(self):
        rng = self._rng
        node = rng.choice(self._nodes)
        return rng.choice((
            node["pod_cidr"], f"{rng.choice(node['pods'])}/32", f"{node['address']}/32", f"{node['gateway']}/32",
            f"{node['tunnel']}/32", "10.9.0.0/24", "10.244.0.0/16", "10.0.0.0/8", MAPPED, "192.0.2.0/24"))

    def _range(self):
        first, last = sorted(self._rng.sample(range(1, 16), 2))
        return self._rng.choice((f"10.244.{self._rng.randint(1, 4)}.{first}-10.244.{self._rng.randint(4, 5)}.{last}",
                                 f"10.9.0.{first}-10.9.0.{last}"))

    def _devices(self, chain):
        names = ("eth0", "cni0", "flannel.1", "eth+", "cni+", "flannel+", "lo", "f+")
        words = []
        if chain in ("PREROUTING", "INPUT", "FORWARD"):
            words.append(["-i", self._rng.choice(names)])
        if chain in ("FORWARD", "OUTPUT", "POSTROUTING"):
            words.append(["-o", self._rng.choice(names)])
        return [*self._no(), *self._rng.choice(words)] if words else []

    def _match(self, table, chain, protocol):
        """One condition; each that the model knows comes up."""
        rng = self._rng
        options = [
            lambda: self._devices(chain),
            lambda: ["-m", "iprange", *self._no(), rng.choice(("--src-range", "--dst-range")), self._range()],
            lambda: ["-m", "addrtype", *self._no(), rng.choice(("--src-type", "--dst-type")),
                     rng.choice(("LOCAL", "UNICAST", "BROADCAST", "LOCAL,MULTICAST"))],
            lambda: ["-m", "mark", *self._no(), "--mark", rng.choice(("0x1", "0x1/0x1", "0x4000/0x4000", "0x2/0x3"))],
            lambda: ["-m", "length", *self._no(),
                     "--length", rng.choice(("0:60", "0:100", "100:65535", "60", "200:700", "84", "228:1500"))],
            lambda: ["-m", "ttl", *rng.choice((["--ttl-eq", "63"], ["--ttl-eq", "64"], ["!", "--ttl-eq", "64"],
                                                ["--ttl-lt", "64"], ["--ttl-gt", "62"]))],
            lambda: ["-m", "dscp", *self._no(), "--dscp", rng.choice(("0", "0x08"))],
            lambda: ["-m", "tos", *self._no(), "--tos", rng.choice(("0x00/0xff", "0x20/0xff"))],
            lambda: ["-m", "pkttype", *self._no(), "--pkt-type", rng.choice(("unicast", "broadcast"))],
            lambda: ["-m", "limit", "--limit", "10000/sec", "--limit-burst", "10000"],
            lambda: ["-m", "hashlimit", rng.choice(("--hashlimit-upto", "--hashlimit-above")), "900000/sec",
                     "--hashlimit-burst", "5000", "--hashlimit-mode", "srcip", "--hashlimit-name", f"h{rng.randrange(99)}"],
            lambda: ["-m", "comment", "--comment", "\"a word\""],
            lambda: ["-m", "statistic", "--mode", "random", *self._no(), "--probability", "1.0"],
            lambda: ["-m", "statistic", "--mode", "nth", "--every", "1", "--packet", "0"],
        ]
        if table != "raw":
            state = [
                lambda: ["-m", "conntrack", *self._no(), "--ctstate",
                         rng.choice(("NEW", "RELATED,ESTABLISHED", "ESTABLISHED", "INVALID", "UNTRACKED", "DNAT", "SNAT",
                                     "NEW,ESTABLISHED"))],
                lambda: ["-m", "state", "--state", rng.choice(("NEW", "RELATED,ESTABLISHED", "INVALID,NEW"))],
            ]
            options += state * 3 + [
                lambda: ["-m", "conntrack", *self._no(), "--ctorigdst", self._network()],
                lambda: ["-m", "conntrack", "--ctdir", rng.choice(("ORIGINAL", "REPLY"))],
                lambda: ["-m", "conntrack", *self._no(), "--ctstatus", "SEEN_REPLY"],
                lambda: ["-m", "connmark", *self._no(), "--mark", rng.choice(("0x1", "0x1/0x1", "0x0"))],
            ]
        if table in ("raw", "mangle") and chain == "PREROUTING":
            options.append(lambda: ["-m", "rpfilter", *rng.choice(([], ["--loose"], ["--validmark"])),
                                    *rng.choice(([], ["--invert"]))])
        if chain in ("OUTPUT", "POSTROUTING"):
            options.append(lambda: ["-m", "owner", *self._no(),
                                    *rng.choice((["--uid-owner", "0"], ["--gid-owner", "0"], ["--socket-exists"]))])
        if chain in ("PREROUTING", "INPUT", "FORWARD"):
            options.append(lambda: ["-m", "mac", *self._no(), "--mac-source", self._mac()])
        if table == "filter" and chain == "FORWARD":
            options.append(lambda: ["-m", "physdev", *self._no(),
                                    rng.choice(("--physdev-is-bridged", "--physdev-is-in"))])
        if self._sets:
            options += [lambda: self._set(protocol)] * 2
        options += self._of_protocol(protocol)
        return rng.choice(options)()

    def _of_protocol(self, protocol):
        rng = self._rng
        port = lambda: str(rng.choice(_PORTS))
        if protocol == "icmp":
            return [lambda: ["-m", "icmp", *self._no(), "--icmp-type",
                             rng.choice(("8", "echo-request", "0", "echo-reply", "3", "3/4"))]] * 5
        if protocol not in ("tcp", "udp"):
            return []
        options = [
            lambda: ["-m", protocol, *self._no(), "--dport", port()],
            lambda: ["-m", protocol, "--dport", rng.choice(("1:1024", "1024:65535", "80:443", ":100", "8000:"))],
            lambda: ["-m", protocol, *self._no(), "--sport", rng.choice((port(), "1024:65535", "1:1023"))],
            lambda: ["-m", "multiport", *self._no(), rng.choice(("--dports", "--dports", "--sports", "--ports")),
                     f"{port()},{port()},8000:9999"],
        ]
        if protocol == "tcp":
            options += [
                lambda: ["-m", "tcp", *self._no(), "--tcp-flags",
                         *rng.choice((("SYN,ACK", "SYN"), ("FIN,SYN,RST,ACK", "SYN"), ("SYN,ACK", "SYN,ACK"),
                                      ("ALL", "NONE"), ("PSH", "PSH"), ("FIN,SYN", "FIN,SYN")))],
                lambda: ["-m", "tcp", *self._no(), "--syn"],
            ]
        return options * 2

    def _mac(self):
        number = self._rng.randint(1, 4)
        return self._rng.choice((f"02:01:00:00:00:{number:02x}", f"02:03:00:00:00:{number:02x}"))

    def _set(self, protocol):
        kind, name = self._rng.choice(self._sets)
        directions = self._rng.choice(("src", "dst"))
        if kind in ("hash:ip,port", "hash:net,port"):
            directions = self._rng.choice(("src,src", "dst,dst", "src,dst"))
        return ["-m", "set", *self._no(), "--match-set", name, directions]

    def _target(self, table, chain, users, protocol):
        rng = self._rng
        if table == "nat":
            return self._translation(chain, protocol)
        if table == "mangle" and chain == "PREROUTING" and protocol in ("tcp", "udp") and rng.random() < 0.1:
            return "TPROXY --on-port 80 --tproxy-mark 0x1/0x1"
        special = {
            "mangle": ["MARK --set-xmark 0x1/0x1", "MARK --set-xmark 0x4000/0x4000", "MARK --or-mark 0x2",
                       "MARK --and-mark 0xfffffffe", "MARK --xor-mark 0x1", "MARK --set-mark 0x2/0x3",
                       "CONNMARK --save-mark", "CONNMARK --restore-mark", "CONNMARK --set-mark 0x1",
                       "CONNMARK --set-xmark 0x1/0x1", "TTL --ttl-set 64", "TTL --ttl-dec 1", "TTL --ttl-set 1",
                       "DSCP --set-dscp 0x08", "TOS --set-tos 0x20", "ACCEPT", "DROP", "RETURN"],
            "raw": ["NOTRACK", "CT --notrack", "DROP", "ACCEPT", "ACCEPT", "MARK --set-xmark 0x1/0x1"],
            "security": ["ACCEPT", "DROP"],
        }.get(table)
        if special:
            if table == "mangle" and chain not in ("PREROUTING", "FORWARD", "POSTROUTING"):
                special = [one for one in special if not one.startswith(("TTL",))]
            if table == "raw":
                special = [one for one in special if not one.startswith("MARK")]
            return rng.choice(special + users)
        if users and rng.random() < 0.3:
            return rng.choice(users)
        target = rng.choice((*_DROPS, *_DROPS, "RETURN", "LOG --log-level 7"))
        if target == "REJECT":
            target += " --reject-with " + rng.choice(
                ("icmp-port-unreachable", "icmp-host-prohibited", "icmp-admin-prohibited",
                 "tcp-reset" if protocol == "tcp" else "icmp-net-unreachable"))
        return target

    def _translation(self, chain, protocol):
        rng = self._rng
        node = rng.choice(self._nodes)
        pod = rng.choice(node["pods"])
        if chain in ("PREROUTING", "OUTPUT"):
            choices = [f"DNAT --to-destination {pod}", f"DNAT --to-destination {pod}:{rng.choice((80, 53, 8080))}",
                       "REDIRECT --to-ports 80", f"DNAT --to-destination {node['address']}",
                       f"NETMAP --to {node['pod_cidr']}", "ACCEPT", "RETURN"]
            if protocol not in ("tcp", "udp"):
                choices = [one for one in choices if ":" not in one and not one.startswith("REDIRECT")]
            return rng.choice(choices)
        if chain == "POSTROUTING":
            return rng.choice(("MASQUERADE", "MASQUERADE --random-fully", f"SNAT --to-source {self._node['address']}",
                               f"SNAT --to-source {self._node['gateway']}", f"NETMAP --to {MAPPED}", "ACCEPT", "RETURN"))
        return rng.choice(("ACCEPT", f"SNAT --to-source {self._node['address']}"))


def ipsets(rng, nodes):
    """Sets of the kinds that kube-proxy, Calico and firewalld make: (kind, name) and the lines of `ipset restore`."""
    sets, lines = [], []
    if rng.random() > 0.4:
        return sets, lines
    pods = [pod for node in nodes for pod in node["pods"]]
    addresses = [node["address"] for node in nodes]

    def add(kind, elements, options=""):
        name = f"S{len(sets)}"
        sets.append((kind, name))
        lines.append(f"create {name} {kind}{options}")
        lines.extend(f"add {name} {element}" for element in sorted(set(elements)))

    add("hash:ip", rng.sample(pods + addresses, rng.randint(1, 2)))
    nets = [rng.choice(nodes)["pod_cidr"], "192.0.2.0/24"]
    add("hash:net", nets + ([f"{rng.choice(pods)} nomatch"] if rng.random() < 0.5 else []))
    add("hash:ip,port", [f"{rng.choice(pods)},{rng.choice(('tcp', 'udp'))}:{rng.choice(_PORTS)}" for _ in range(3)])
    add("hash:net,port", [f"{rng.choice(nodes)['pod_cidr']},{rng.choice(('tcp:80', 'udp:53', 'icmp:8/0'))}"])
    add("bitmap:port", [str(port) for port in rng.sample(_PORTS, 3)], " range 0-65535")
    return sets, lines


def for_node(seed, node, nodes, sets):
    return Rules(random.Random(seed), node, nodes, sets).tables()
