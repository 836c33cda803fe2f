"""What varies inside a node: kernel parameters and firewalls."""


def sysctls(rng, tunnel):
    devices = ["eth0", "cni0"] + (["flannel.1"] if tunnel else [])
    values = {
        "net.ipv4.ip_forward": 1 if rng.random() > 0.08 else 0,
        "net.ipv4.conf.all.rp_filter": rng.choice((0, 0, 1, 2)),
        "net.bridge.bridge-nf-call-iptables": rng.choice((0, 1, 1)),
    }
    for device in devices:
        key = "net.ipv4.conf." + device.replace(".", "/")
        values[f"{key}.rp_filter"] = rng.choice((0, 0, 1, 2))
        if rng.random() < 0.05:
            values[f"{key}.forwarding"] = rng.choice((0, 1))
    return values


def add(rng, node, nodes):
    if rng.random() < 0.8:
        backend = rng.choice(("nft", "legacy"))
        node["iptables"][backend] = {"filter": {
            "chains": {chain: rng.choice(("ACCEPT",) * 9 + ("DROP",)) for chain in ("INPUT", "FORWARD", "OUTPUT")},
            "rules": [_rule(rng, nodes) for _ in range(rng.randint(1, 8))]}}


def _rule(rng, nodes):
    words = ["-A", rng.choice(("INPUT", "FORWARD", "OUTPUT"))]
    node = rng.choice(nodes)
    if rng.random() < 0.4:
        words += ["-s", rng.choice((node["pod_cidr"], node["pods"][0] + "/32", node["address"] + "/32"))]
    if rng.random() < 0.4:
        words += ["-d", rng.choice((node["pod_cidr"], node["pods"][0] + "/32", node["address"] + "/32"))]
    protocol = rng.choice(("", "icmp", "tcp", "udp", "udp"))
    if protocol:
        words += ["-p", protocol]
        if protocol != "icmp" and rng.random() < 0.5:
            words += ["-m", protocol, "--dport", str(rng.choice((53, 80, 443, 8472)))]
    if rng.random() < 0.3:
        words += ["-m", "conntrack", "--ctstate", rng.choice(("NEW", "RELATED,ESTABLISHED", "INVALID"))]
    target = rng.choice(("ACCEPT", "ACCEPT", "DROP", "REJECT"))
    return " ".join([*words, "-j", target])
