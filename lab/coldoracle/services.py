"""Services as kube-proxy makes them, in its iptables and its nftables mode."""

SERVICE_CIDR = "10.96.0.0/12"
NODE_PORTS = (30100, 30101, 30102)


def plan(rng, nodes):
    """A few services; their endpoints all work, so that chance makes no difference."""
    pods = [pod for node in nodes for pod in node["pods"]]
    services = []
    for number in range(rng.randint(1, 3)):
        protocol = rng.choice(("tcp", "udp"))
        endpoints = sorted(rng.sample(pods, min(len(pods), rng.choice((0, 1, 1, 2, 3)))))
        services.append({"name": f"SVC{number}", "address": f"10.96.0.{10 + number}", "protocol": protocol,
                         "port": rng.choice((53, 80, 443)), "target": rng.choice((80, 8080, 5353)),
                         "node_port": NODE_PORTS[number], "endpoints": endpoints})
    return services


def iptables(services, node):
    nat = {"chains": {chain: "ACCEPT" for chain in ("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING")}, "rules": []}
    for chain in ("KUBE-SERVICES", "KUBE-NODEPORTS", "KUBE-MARK-MASQ", "KUBE-POSTROUTING", "FLANNEL-POSTRTG"):
        nat["chains"][chain] = "-"
    nat["rules"] += [
        "-A PREROUTING -j KUBE-SERVICES", "-A OUTPUT -j KUBE-SERVICES", "-A POSTROUTING -j KUBE-POSTROUTING",
        "-A POSTROUTING -j FLANNEL-POSTRTG", "-A KUBE-MARK-MASQ -j MARK --set-xmark 0x4000/0x4000",
        "-A KUBE-POSTROUTING -m mark ! --mark 0x4000/0x4000 -j RETURN",
        "-A KUBE-POSTROUTING -j MARK --set-xmark 0x4000/0x0", "-A KUBE-POSTROUTING -j MASQUERADE --random-fully",
        "-A FLANNEL-POSTRTG -m mark --mark 0x4000/0x4000 -j RETURN",
        f"-A FLANNEL-POSTRTG -s {node['pod_cidr']} -d 10.244.0.0/16 -j RETURN",
        "-A FLANNEL-POSTRTG -s 10.244.0.0/16 ! -d 224.0.0.0/4 -j MASQUERADE --random-fully",
        f"-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d {node['pod_cidr']} -j RETURN",
        "-A FLANNEL-POSTRTG ! -s 10.244.0.0/16 -d 10.244.0.0/16 -j MASQUERADE --random-fully"]
    reject = []
    for service in services:
        to = f"-d {service['address']}/32 -p {service['protocol']} -m {service['protocol']} --dport {service['port']}"
        port = f"-p {service['protocol']} -m {service['protocol']} --dport {service['node_port']}"
        if not service["endpoints"]:
            reject.append(f"-A KUBE-SERVICES {to} -j REJECT --reject-with icmp-port-unreachable")
            reject.append(f"-A KUBE-EXTERNAL-SERVICES {port} -m addrtype --dst-type LOCAL -j REJECT --reject-with icmp-port-unreachable")
            continue
        chain = f"KUBE-SVC-{service['name']}"
        external = f"KUBE-EXT-{service['name']}"
        nat["chains"][chain] = nat["chains"][external] = "-"
        nat["rules"] += [f"-A KUBE-SERVICES {to} -j {chain}", f"-A KUBE-NODEPORTS {port} -j {external}",
                         f"-A {external} -j KUBE-MARK-MASQ", f"-A {external} -j {chain}",
                         f"-A {chain} ! -s 10.244.0.0/16 {to} -j KUBE-MARK-MASQ"]
        left = len(service["endpoints"])
        for place, endpoint in enumerate(service["endpoints"]):
            separate = f"KUBE-SEP-{service['name']}{place}"
            nat["chains"][separate] = "-"
            chance = f"-m statistic --mode random --probability {1 / left:.11f} " if left > 1 else ""
            nat["rules"] += [
                f"-A {chain} {chance}-j {separate}", f"-A {separate} -s {endpoint}/32 -j KUBE-MARK-MASQ",
                f"-A {separate} -p {service['protocol']} -m {service['protocol']} -j DNAT --to-destination {endpoint}:{service['target']}"]
            left -= 1
    nat["rules"].append("-A KUBE-SERVICES -m addrtype --dst-type LOCAL -j KUBE-NODEPORTS")
    filter_table = {
        "chains": {"INPUT": "ACCEPT", "FORWARD": "ACCEPT", "OUTPUT": "ACCEPT", "KUBE-SERVICES": "-",
                   "KUBE-FORWARD": "-", "KUBE-EXTERNAL-SERVICES": "-", "FLANNEL-FWD": "-"},
        "rules": ["-A INPUT -m conntrack --ctstate NEW -j KUBE-EXTERNAL-SERVICES", "-A FORWARD -j KUBE-FORWARD",
                  "-A FORWARD -m conntrack --ctstate NEW -j KUBE-SERVICES",
                  "-A FORWARD -m conntrack --ctstate NEW -j KUBE-EXTERNAL-SERVICES", "-A FORWARD -j FLANNEL-FWD",
                  "-A OUTPUT -m conntrack --ctstate NEW -j KUBE-SERVICES",
                  "-A KUBE-FORWARD -m conntrack --ctstate INVALID -j DROP",
                  "-A KUBE-FORWARD -m mark --mark 0x4000/0x4000 -j ACCEPT",
                  "-A KUBE-FORWARD -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT",
                  "-A FLANNEL-FWD -s 10.244.0.0/16 -j ACCEPT", "-A FLANNEL-FWD -d 10.244.0.0/16 -j ACCEPT", *reject]}
    return {"nat": nat, "filter": filter_table}


def nftables(services):
    elements, none, ports, chains = [], [], [], {}
    for service in services:
        key = f"{service['address']} . {service['protocol']} . {service['port']}"
        node_port = f"{service['protocol']} . {service['node_port']}"
        if not service["endpoints"]:
            none.append(f"{key} : goto reject-chain")
            continue
        name = f"service-{service['name']}"
        elements.append(f"{key} : goto {name}")
        ports.append(f"{node_port} : goto external-{service['name']}")
        ends = []
        for place, endpoint in enumerate(service["endpoints"]):
            end = f"endpoint-{service['name']}-{place}"
            chains[end] = {"hook": "", "rules": [
                f"ip saddr {endpoint} jump mark-for-masquerade",
                f"meta l4proto {service['protocol']} dnat to {endpoint}:{service['target']}"]}
            ends.append(f"{place} : goto {end}")
        chains[name] = {"hook": "", "rules": [
            f"ip daddr {service['address']} {service['protocol']} dport {service['port']} ip saddr != 10.244.0.0/16 jump mark-for-masquerade",
            f"numgen random mod {len(ends)} vmap {{ {', '.join(ends)} }}"]}
        chains[f"external-{service['name']}"] = {"hook": "", "rules": ["jump mark-for-masquerade", f"goto {name}"]}
    def held(found):
        return [f"elements = {{ {', '.join(found)} }}"] if found else []
    return {
        "name": "ip kube-proxy",
        "sets": {"map service-ips": ["type ipv4_addr . inet_proto . inet_service : verdict", *held(elements)],
                 "map service-nodeports": ["type inet_proto . inet_service : verdict", *held(ports)],
                 "map no-endpoint-services": ["type ipv4_addr . inet_proto . inet_service : verdict", *held(none)]},
        "late": True,
        "chains": {
            "mark-for-masquerade": {"hook": "", "rules": ["meta mark set meta mark or 0x4000"]},
            "reject-chain": {"hook": "", "rules": ["reject"]},
            **chains,
            "services": {"hook": "", "rules": [
                "ip daddr . meta l4proto . th dport vmap @service-ips",
                "fib daddr type local ip daddr != 127.0.0.0/8 meta l4proto . th dport vmap @service-nodeports"]},
            "masquerading": {"hook": "", "rules": [
                "meta mark & 0x4000 == 0 return", "meta mark set meta mark xor 0x4000", "masquerade fully-random"]},
            "nat-prerouting": {"hook": "type nat hook prerouting priority dstnat;", "rules": ["jump services"]},
            "nat-output": {"hook": "type nat hook output priority -100;", "rules": ["jump services"]},
            "nat-postrouting": {"hook": "type nat hook postrouting priority srcnat;", "rules": ["jump masquerading"]},
            "filter-forward": {"hook": "type filter hook forward priority -110;", "rules": [
                "ct state new ip daddr . meta l4proto . th dport vmap @no-endpoint-services"]},
            "filter-output": {"hook": "type filter hook output priority -110;", "rules": [
                "ct state new ip daddr . meta l4proto . th dport vmap @no-endpoint-services"]},
        }}
