"""What tcpdump saw on the underlay and in the tunnel while the nodes pinged each other: the same at both ends."""

from .probes import STARTED

UNDERLAY = "tcpdump -p -nn -tt -l -s 120 -c 20000 -i eth0 'udp port 8472 or (icmp[0] = 3 and icmp[17] = 17 and icmp[30:2] = 8472)'"
TUNNEL = "tcpdump -p -nn -tt -l -s 120 -c 20000 -i flannel.1 'icmp or port 53 or port 9153'"


def captured(cluster, node):
    """Text of the underlay's capture, text of the tunnel's, count of packets."""
    underlay, tunnel = [], []
    for time, sender, receiver, words in sorted(_seen(cluster, node), key=lambda packet: packet[0]):
        port = 32768 + (sender.index * 251 + receiver.index) % 28000
        underlay.append(f"{time:.6f} IP {sender.ip}.{port} > {receiver.ip}.8472: "
                        f"OTV, flags [I] (0x08), overlay 0, instance 1\n{words}\n")
        tunnel.append(f"{time:.6f} {words}\n")
    return "".join(underlay), "".join(tunnel), len(tunnel)


def said(interface, count):
    return ("tcpdump: verbose output suppressed, use -v[v]... for full protocol decode\n"
            f"listening on {interface}, link-type EN10MB (Ethernet), snapshot length 120 bytes\n"
            f"{count} packets captured\n{count} packets received by filter\n0 packets dropped by kernel\n")


def _seen(cluster, node):
    for other in cluster.nodes:
        if other != node:
            yield from _echoes(node, other)
            yield from _echoes(other, node)


def _echoes(node, other):
    """Two to the other's end of the tunnel."""
    start = STARTED + 1 + (node.index * 7919 + other.index * 104_729) % 900_000 / 1e6
    for number in (1, 2):
        asked = f"id {node.index * 251 + other.index & 0xffff}, seq {number}, length 64"
        at = start + number - 1
        yield at, node, other, f"IP {node.tunnel_ip} > {other.tunnel_ip}: ICMP echo request, {asked}"
        yield at + 0.0001, other, node, f"IP {other.tunnel_ip} > {node.tunnel_ip}: ICMP echo reply, {asked}"
