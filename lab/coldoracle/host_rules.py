"""What varies inside a node: kernel parameters, policy routing and firewalls."""

from . import iptables_rules, nft_rules, real_rules, services


def sysctls(rng, tunnel):
    devices = ["eth0", "cni0"] + (["flannel.1"] if tunnel else [])
    values = {
        "net.ipv4.ip_forward": 1 if rng.random() > 0.08 else 0,
        "net.ipv4.conf.all.rp_filter": rng.choice((0, 0, 0, 1, 2)),
        "net.bridge.bridge-nf-call-iptables": rng.choice((0, 1, 1)),
    }
    if rng.random() < 0.04:
        values["net.ipv4.icmp_echo_ignore_all"] = 1
    if rng.random() < 0.06:
        values[f"net.ipv4.conf.{rng.choice(('all', 'cni0', 'eth0'))}.arp_ignore"] = rng.choice((1, 2))
    for device in devices:
        key = "net.ipv4.conf." + device.replace(".", "/")
        values[f"{key}.rp_filter"] = rng.choice((0, 0, 0, 1, 2))
        for name, chance in (("forwarding", 0.05), ("accept_local", 0.1), ("src_valid_mark", 0.1)):
            if rng.random() < chance:
                values[f"{key}.{name}"] = rng.choice((0, 1))
    return values


def routing(rng, node, nodes):
    """Rules and routes beside flannel's: VPNs, policy routing, refusals, metrics."""
    commands = []
    other = rng.choice(nodes)
    pod = rng.choice(other["pods"])
    if rng.random() < 0.08:
        kind = rng.choice(("blackhole", "unreachable", "prohibit", "throw"))
        commands.append(f"route append {kind} {rng.choice((pod, other['pod_cidr']))} metric {rng.choice((0, 50))}")
    if rng.random() < 0.06:
        commands.append(f"route append {rng.choice((pod + '/32', '192.0.2.0/24'))} via {rng.choice(nodes)['address']} dev eth0")
    if rng.random() < 0.12:
        selector = rng.choice((
            f"from {rng.choice((node['pod_cidr'], node['address'], pod))}", f"to {other['pod_cidr']}", "from all iif cni0",
            "from all fwmark 0x1/0x1", f"not from {node['pod_cidr']}", "from all ipproto udp dport 53", "from all iif lo"))
        action = rng.choice(("lookup 100", "lookup 100", "lookup main suppress_prefixlength 0", "blackhole",
                             "unreachable", "prohibit"))
        commands += [f"route add default via {rng.choice(nodes)['address']} dev eth0 table 100" if rng.random() < 0.5
                     else f"route add {rng.choice(('throw', 'blackhole', 'unreachable'))} {other['pod_cidr']} table 100",
                     f"rule add {selector} {action} priority {rng.choice((100, 1000, 32000))}"]
    # Of its own pods' network host and pod would both answer who has an address: the faster one wins.
    if rng.random() < 0.03 and other is not node:
        commands.append(f"route add local {other['pod_cidr']} dev lo")
    return commands


def add(rng, node, nodes, plan):
    sets, node["ipset"] = iptables_rules.ipsets(rng, nodes)
    style = rng.random()
    if plan is not None:
        if plan["mode"] == "nftables":
            node["nft"].append(services.nftables(plan["services"]))
        else:
            node["iptables"][plan["mode"]] = services.iptables(plan["services"], node)
    if style < 0.18:
        real_rules.add(rng, node, nodes)
        return
    if style < 0.75:
        backend = rng.choice(("nft", "legacy"))
        made = iptables_rules.for_node(rng.random(), node, nodes, sets)
        merge(node["iptables"].setdefault(backend, {}), made, rng.random() < 0.5)
        if rng.random() < 0.15:
            other = "legacy" if backend == "nft" else "nft"
            merge(node["iptables"].setdefault(other, {}), iptables_rules.for_node(rng.random(), node, nodes, sets), False)
    if style > 0.6 and style < 0.95:
        node["nft"] += nft_rules.tables(rng, node, nodes)


def merge(tables, more, before):
    """Rules of two tools in the same tables."""
    for name, table in more.items():
        if name not in tables:
            tables[name] = table
            continue
        known = tables[name]
        for chain, policy in table["chains"].items():
            known["chains"][chain] = policy if known["chains"].get(chain) in (None, "ACCEPT") else known["chains"][chain]
        known["rules"] = table["rules"] + known["rules"] if before else known["rules"] + table["rules"]
