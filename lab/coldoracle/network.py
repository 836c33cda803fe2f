"""A case becomes a network of namespaces: nodes on one switch, pods on their nodes' bridges."""

from .namespaces import Namespace

# What no case varies: no IPv6, no limit on ICMP errors (the model has no clock), no redirects (they change routes).
_QUIET = {
    "net.ipv6.conf.all.disable_ipv6": 1,
    "net.ipv4.icmp_ratemask": 0,
    "net.ipv4.conf.all.send_redirects": 0,
    "net.ipv4.conf.default.send_redirects": 0,
    "net.ipv4.conf.all.accept_redirects": 0,
    "net.ipv4.conf.default.accept_redirects": 0,
}


def mac(kind, number):
    return f"02:{kind:02x}:00:00:00:{number:02x}"


class Network:
    def __init__(self, case):
        self.case = case
        self.spaces = {}
        try:
            self._build()
        except BaseException:
            self.close()
            raise

    def close(self):
        for space in self.spaces.values():
            space.close()
        self.spaces = {}

    def space_of(self, place):
        """Of `node n1`, or of a pod's address."""
        return self.spaces[place.removeprefix("node ")]

    def _build(self):
        switch = self._space("switch")
        switch.ip(["link add br0 type bridge", "link set br0 up"])
        for number, node in enumerate(self.case["nodes"], 1):
            self._node(number, node, switch)
        for number, node in enumerate(self.case["nodes"], 1):
            self._configure(number, node)

    def _space(self, name):
        space = self.spaces[name] = Namespace()
        space.sysctl(_QUIET)
        return space

    def _node(self, number, node, switch):
        space = self._space(node["name"])
        port = f"port{number}"
        space.ip([
            "link set lo up",
            f"link add eth0 address {mac(1, number)} type veth peer name {port} netns {switch.path}",
            "link add cni0 address {} type bridge".format(mac(2, number)),
        ])
        switch.ip([f"link set {port} master br0 up"])
        ports = []
        for place, address in enumerate(node["pods"], 1):
            self._pod(address, node, f"veth{place}", mac(16 + number, place), space)
            ports += [f"link set veth{place} master cni0 up"]
            if node.get("hairpin"):
                ports += [f"link set veth{place} type bridge_slave hairpin on"]
        space.ip(ports)

    def _pod(self, address, node, port, address_of_link, space):
        pod = self._space(address)
        prefix = node["pod_cidr"].rpartition("/")[2]
        pod.ip([
            "link set lo up",
            f"link add eth0 address {address_of_link} mtu {node['pod_mtu']} type veth peer name {port} mtu "
            f"{node['pod_mtu']} netns {space.path}",
            f"addr add {address}/{prefix} dev eth0",
            "link set eth0 up",
        ])

    def _configure(self, number, node):
        space = self.spaces[node["name"]]
        space.ip(node["ip"])
        space.bridge(node["bridge"])
        space.sysctl(node["sysctl"])
        for address in node["pods"]:
            gateway = node["gateway"]
            # A node that refuses a pod's packets may refuse its ARP as well; pods know their gateway from its own
            # questions, kubelet's probes before all.
            self.spaces[address].ip([
                f"route add default via {gateway} dev eth0",
                f"neigh add {gateway} lladdr {mac(2, number)} dev eth0 nud permanent"])
        if node["ipset"]:
            space.run(["ipset", "restore"], "\n".join(node["ipset"]) + "\n")
        # iptables-legacy first: what runs on a hook before what is not in any listing.
        for backend, tables in sorted(node["iptables"].items()):
            text = restore_text(tables)
            if text:
                space.run([f"iptables-{backend}-restore"], text)
        if node["nft"]:
            space.run(["nft", "-f", "-"], "\n".join(nft_text(table) for table in node["nft"]))


def restore_text(tables):
    """What iptables-restore reads."""
    lines = []
    for name, table in tables.items():
        lines.append(f"*{name}")
        lines += [f":{chain} {policy} [0:0]" for chain, policy in table["chains"].items()]
        lines += table["rules"]
        lines.append("COMMIT")
    return "\n".join(lines) + "\n" if lines else ""


def nft_text(table):
    """What `nft -f` reads."""
    lines = [f"table {table['name']} {{"]
    for head, body in table["sets"].items():
        lines += [f"\t{head} {{", *(f"\t\t{line}" for line in body), "\t}"]
    # A chain must be there before a rule jumps to it.
    for name, chain in table["chains"].items():
        lines += [f"\tchain {name} {{", f"\t\t{chain['hook']}" if chain["hook"] else "", "\t}"]
    lines.append("}")
    for name, chain in table["chains"].items():
        lines += [f"add rule {table['name']} {name} {rule}" for rule in chain["rules"]]
    return "\n".join(lines) + "\n"
