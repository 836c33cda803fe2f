"""A DNS server for cluster.local: names of services, nothing beyond the cluster (air gap)."""

import socket
import struct
import threading
import time

from . import http_server

_A, _SOA = 1, 6
_NO_ERROR, _SERVER_FAILURE, _NAME_ERROR = 0, 2, 3

METRICS = """# HELP coredns_build_info A metric with a constant '1' value labeled by version, revision, and goversion \
from which CoreDNS was built.
# TYPE coredns_build_info gauge
coredns_build_info{goversion="go1.21.11",revision="d4ea8b0",version="1.11.3"} 1
# HELP coredns_dns_requests_total Counter of DNS requests made per zone, protocol and family.
# TYPE coredns_dns_requests_total counter
coredns_dns_requests_total{family="1",proto="udp",server="dns://:53",type="A",view="",zone="."} COUNT
# HELP coredns_panics_total A metrics that counts the number of panics.
# TYPE coredns_panics_total counter
coredns_panics_total 0
# HELP process_start_time_seconds Start time of the process since unix epoch in seconds.
# TYPE process_start_time_seconds gauge
process_start_time_seconds STARTED
"""


def run(cluster):
    server = _Server(cluster)
    threading.Thread(target=server.serve_udp, daemon=True).start()
    threading.Thread(target=server.serve_tcp, daemon=True).start()
    started = str(int(time.time()))

    def respond(path):
        if path == "/metrics":
            text = METRICS.replace("COUNT", str(server.answered)).replace("STARTED", started)
            return 200, "text/plain; version=0.0.4; charset=utf-8", text
        return 404, "text/plain; charset=utf-8", "404 page not found\n"

    http_server.serve("0.0.0.0", 9153, respond)


class _Server:
    def __init__(self, cluster):
        self._names = {f"{service.name}.{service.namespace}.svc.cluster.local": service.ip
                       for service in cluster.services}
        self.answered = 0

    def answer(self, query):
        """The reply to one message of RFC 1035, None if it is not a question."""
        if len(query) < 17 or query[2] & 0x80:
            return None
        labels, at = [], 12
        while query[at]:
            labels.append(query[at + 1:at + 1 + query[at]].decode("ascii", "replace"))
            at += 1 + query[at]
        kind = struct.unpack_from(">H", query, at + 1)[0]
        question, name = query[12:at + 5], ".".join(labels).lower()
        self.answered += 1
        address = self._names.get(name)
        if not (name == "cluster.local" or name.endswith(".cluster.local")):
            return self._message(query, _SERVER_FAILURE, question, b"", b"")
        if address and kind == _A:
            record = b"\xc0\x0c" + struct.pack(">HHIH", _A, 1, 30, 4) + socket.inet_aton(address)
            return self._message(query, _NO_ERROR, question, record, b"")
        return self._message(query, _NO_ERROR if address else _NAME_ERROR, question, b"", self._authority())

    @staticmethod
    def _message(query, code, question, answer, authority):
        flags = 0x8400 if code != _SERVER_FAILURE else 0x8080
        flags |= query[2] << 8 & 0x0100 | code
        return query[:2] + struct.pack(">HHHHH", flags, 1, bool(answer), bool(authority), 0) + question + answer + authority

    @staticmethod
    def _authority():
        zone = b"\x07cluster\x05local\0"
        data = (b"\x02ns\x03dns" + zone + b"\x0ahostmaster" + zone
                + struct.pack(">IIIII", int(time.time()), 7200, 1800, 86400, 30))
        return zone + struct.pack(">HHIH", _SOA, 1, 30, len(data)) + data

    def serve_udp(self):
        listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        listener.bind(("0.0.0.0", 53))
        while True:
            try:
                query, peer = listener.recvfrom(4096)
                reply = self.answer(query)
                if reply:
                    listener.sendto(reply, peer)
            except (OSError, IndexError):
                continue

    def serve_tcp(self):
        listener = socket.create_server(("0.0.0.0", 53), backlog=64)
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection):
        with connection:
            connection.settimeout(5)
            try:
                while head := connection.recv(2, socket.MSG_WAITALL):
                    query = connection.recv(struct.unpack(">H", head)[0], socket.MSG_WAITALL)
                    reply = self.answer(query) or b""
                    connection.sendall(struct.pack(">H", len(reply)) + reply)
            except (OSError, IndexError, struct.error):
                return
