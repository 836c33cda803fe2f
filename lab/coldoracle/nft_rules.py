"""Native nftables: sets, maps, verdict maps, concatenations, several base chains on a hook."""

_PORTS = (22, 53, 80, 443, 5353, 8080, 8472, 9153, 30080)
_HOOKS = ("prerouting", "input", "forward", "output", "postrouting")


def _of_transport(match):
    return match.startswith(("tcp ", "udp ", "icmp ", "th ", "meta l4proto", "ip protocol", "ip daddr . meta"))


class Table:
    def __init__(self, rng, node, nodes, number):
        self._rng = rng
        self._node = node
        self._nodes = nodes
        self._number = number
        self._family = "inet"

    def make(self):
        rng = self._rng
        self._family = rng.choice(("inet", "ip"))
        table = {"name": f"{self._family} t{self._number}", "sets": self._sets(), "chains": {}}
        users = [f"u{number}" for number in range(rng.choice((0, 1, 2)))]
        for place, user in enumerate(users):
            table["chains"][user] = {"hook": "", "rules": [self._rule("", users[place + 1:]) for _ in range(rng.randint(1, 3))]}
        for hook in rng.sample(_HOOKS, rng.randint(1, 3)):
            priority = rng.choice(("filter", "filter", "filter + 10", "mangle", "raw", "-5"))
            policy = rng.choice(("accept",) * 9 + ("drop",))
            kind = "route" if hook == "output" and rng.random() < 0.3 else "filter"
            table["chains"][f"c_{hook}"] = {
                "hook": f"type {kind} hook {hook} priority {priority}; policy {policy};",
                "rules": [self._rule(hook, users) for _ in range(rng.randint(1, 5))]}
        if rng.random() < 0.3:
            hook, name = rng.choice((("prerouting", "dstnat"), ("output", "-100"), ("postrouting", "srcnat")))
            table["chains"][f"n_{hook}"] = {"hook": f"type nat hook {hook} priority {name}; policy accept;",
                                            "rules": [self._nat(hook) for _ in range(rng.randint(1, 2))]}
        return table

    def _sets(self):
        rng = self._rng
        pods = [pod for node in self._nodes for pod in node["pods"]]
        pair = f"{rng.choice(pods)} . {rng.choice(('tcp', 'udp'))} . {rng.choice(_PORTS)}"
        return {
            "set nets": ["type ipv4_addr", "flags interval",
                         f"elements = {{ {rng.choice(self._nodes)['pod_cidr']}, 192.0.2.1-192.0.2.9 }}"],
            "set hosts": ["type ipv4_addr", f"elements = {{ {', '.join(sorted(set(rng.sample(pods, 1))))} }}"],
            "set pairs": ["type ipv4_addr . inet_proto . inet_service", f"elements = {{ {pair} }}"],
            "set ports": ["type inet_service", "flags interval", "elements = { 53, 80-443 }"],
            "map verdicts": ["type ipv4_addr . inet_proto . inet_service : verdict",
                             f"elements = {{ {pair} : {rng.choice(('accept', 'drop'))} }}"],
        }

    def _verdict(self, hook, users):
        rng = self._rng
        choices = ["accept", "accept", "accept", "drop", "return", "counter"]
        if hook in ("input", "forward", "output"):
            choices += ["reject", "reject with icmp admin-prohibited", "reject with icmp port-unreachable"]
        if users:
            choices += [f"jump {rng.choice(users)}", f"goto {rng.choice(users)}"] * 2
        return rng.choice(choices)

    def _rule(self, hook, users):
        rng = self._rng
        if rng.random() < 0.1:
            return "ip daddr . meta l4proto . th dport vmap @verdicts"
        if rng.random() < 0.1:
            return "ct state vmap { established : accept, related : accept, invalid : drop }"
        if rng.random() < 0.1:
            return rng.choice(("meta mark set 0x1", "meta mark set numgen random mod 2", "meta mark set meta mark | 0x4000", "ct mark set meta mark",
                               "meta mark set ct mark", "ip dscp set cs1"))
        words = [self._match(hook) for _ in range(rng.choice((1, 1, 2)))]
        # nft refuses a rule whose protocols exclude each other; of two sizes that do it lists the opposite.
        if len(words) == 2 and (all(_of_transport(word) for word in words) or len({word.split()[1] for word in words}) == 1):
            words.pop()
        return " ".join([*words, rng.choice(("", "", "counter")), self._verdict(hook, users)]).replace("  ", " ")

    def _match(self, hook):
        rng = self._rng
        node = rng.choice(self._nodes)
        no = "!= " if rng.random() < 0.2 else ""
        network = rng.choice((node["pod_cidr"], node["pods"][0], node["address"], "10.244.0.0/16", "@nets", "@hosts",
                              f"{{ {node['address']}, {node['pod_cidr']} }}", "10.9.0.1-10.9.0.12"))
        protocol = rng.choice(("tcp", "udp"))
        choices = [
            f"ip {rng.choice(('saddr', 'daddr'))} {no}{network}",
            f"ip {rng.choice(('saddr', 'daddr'))} {no}{network}",
            f"{protocol} dport {no}{rng.choice((80, 53, '@ports', '{ 22, 80, 8000-9999 }', '1024-65535'))}",
            f"{protocol} dport {no}{rng.choice((80, 53, 443))}",
            f"th dport {rng.choice((80, 53))}",
            f"meta l4proto {no}{rng.choice(('tcp', 'udp', 'icmp', '{ tcp, udp }'))}",
            f"icmp type {no}{rng.choice(('echo-request', 'echo-reply', '{ echo-request, destination-unreachable }'))}",
            f"meta mark {no}{rng.choice(('0x1', '0x0', '0x4000'))}",
            "meta mark & 0x4000 == 0x4000",
            "ip daddr . meta l4proto . th dport @pairs",
            f"ip saddr . ip daddr {{ {node['pods'][0]} . {self._node['address']} }}",
            f"fib {rng.choice(('daddr', 'saddr'))} type {no}{rng.choice(('local', 'unicast'))}",
            f"meta length {rng.choice(('0-100', '> 200', '< 90'))}",
            f"ip ttl {rng.choice(('64', '63', '> 62'))}",
            f"ip dscp {no}{rng.choice(('cs0', 'cs1'))}",
            "limit rate 900000/second burst 5000 packets",
            "limit rate over 900000/second burst 5000 packets",
            "tcp flags & (fin | syn | rst | ack) == syn",
            "tcp flags & (syn | ack) == syn | ack",
            "tcp flags psh",
            "ip protocol icmp",
            "meta nfproto ipv4" if self._family == "inet" else "ip version 4",
            "meta pkttype host",
        ]
        priority_states = [f"ct state {no}{rng.choice(('new', 'established', 'invalid', '{ established, related }'))}",
                           "ct state established,related", "ct status dnat", "ct direction original",
                           f"ct original ip daddr {node['address']}"]
        choices += priority_states
        if hook in ("output", "postrouting"):
            choices.append(f"meta skuid {no}0")
        if hook in ("prerouting", "input", "forward"):
            choices += [f"iifname {no}{rng.choice((chr(34) + 'eth0' + chr(34), chr(34) + 'cni*' + chr(34), '{ cni0, flannel.1 }'))}"] * 2
        if hook in ("forward", "output", "postrouting"):
            choices += [f"oifname {no}{rng.choice((chr(34) + 'eth0' + chr(34), chr(34) + 'flannel*' + chr(34)))}"] * 2
        if hook == "prerouting":
            choices += ["fib saddr . iif oif missing", "fib saddr oif missing", "fib saddr . mark . iif oif exists"]
        return rng.choice(choices)

    def _nat(self, hook):
        rng = self._rng
        node = rng.choice(self._nodes)
        pod = rng.choice(node["pods"])
        if hook == "postrouting":
            return rng.choice((f"ip saddr {self._node['pod_cidr']} masquerade", f"ip daddr {node['pod_cidr']} masquerade fully-random",
                               f"ip daddr {pod} snat to {self._node['address']}"))
        target = "dnat ip to" if self._family == "inet" else "dnat to"
        return rng.choice((
            f"ip daddr {node['address']} tcp dport 80 {target} {pod}:8080",
            f"ip daddr {node['gateway']} meta l4proto udp {target} {pod}",
            "tcp dport 443 redirect to :80",
            f"udp dport 53 {target} {pod}:53"))


def _bridge(rng, nodes):
    """What sees frames between a node's pods, and to and from them; the model has no ARP to lose here."""
    pod = rng.choice(rng.choice(nodes)["pods"])
    chains = {}
    for hook in rng.sample(("prerouting", "input", "forward", "output", "postrouting"), 2):
        rules = [f"ip daddr {pod} drop", f"ip saddr {pod} udp dport 53 drop", "tcp dport 9153 drop",
                 f"ether type ip ip protocol icmp ip daddr {pod} drop", "ether type ip6 drop"]
        if hook in ("prerouting", "input", "forward"):
            rules.append('meta protocol ip iifname "veth1" drop')
        if hook in ("forward", "output", "postrouting"):
            rules.append('meta protocol ip oifname "veth1" drop')
        chains[f"b_{hook}"] = {"hook": f"type filter hook {hook} priority {rng.choice((-200, 0, 300))}; policy accept;",
                               "rules": rng.sample(rules, rng.choice((1, 1, 2)))}
    return {"name": "bridge frames", "sets": {}, "chains": chains}


def tables(rng, node, nodes):
    made = [Table(rng, node, nodes, number).make() for number in range(rng.choice((1, 1, 2)))]
    if rng.random() < 0.1:
        made.append(_bridge(rng, nodes))
    if rng.random() < 0.15:
        pod = rng.choice(rng.choice(nodes)["pods"])
        made.append({"name": "netdev early", "sets": {}, "chains": {"in": {
            "hook": f"type filter hook ingress device \"{rng.choice(('eth0', 'cni0'))}\" priority 0; policy accept;",
            "rules": [f"ip daddr {pod} drop", "tcp dport 9153 drop"]}}})
    return made
