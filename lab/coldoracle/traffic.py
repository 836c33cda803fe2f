"""Real packets: servers in every namespace, a client a flow, and what became of each."""

import errno
import selectors
import socket
import struct
import time
from dataclasses import dataclass

_ECHO_REPLY, _UNREACHABLE, _ECHO, _EXCEEDED = 0, 3, 8, 11
_IP_PKTINFO, _IP_MTU_DISCOVER, _IP_RECVERR = 8, 10, 11
_DO_NOT_FRAGMENT, _MAY_FRAGMENT = 3, 0
# Of windows: a loop of packets must not keep a case going.
_LONGEST = 10
# A connection that is not answered is asked for again after a second: what becomes of that packet is another matter.
_BEFORE_AGAIN = 0.9
# A rule of this host, or a blackhole, that drops what it sends itself: the sender hears of it, no packet says so.
_SILENT = (errno.EPERM, errno.EINVAL)


@dataclass
class Observation:
    """What was seen of a flow: whether the request arrived, whether the answer did, which error the sender got."""

    arrived: bool = False
    answered: bool = False
    error: str = ""

    @property
    def verdict(self):
        return "delivered" if self.answered else "rejected" if self.error else "dropped"


def checksum(data):
    data += b"\0" * (len(data) % 2)
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF


def payload(flow):
    return f"{flow['id']:>8}".encode().ljust(flow["size"], b".")


class Traffic:
    """Sends all flows of a case at once."""

    def __init__(self, network):
        self._network = network
        self._selector = selectors.DefaultSelector()
        self._sockets = []
        self._raw = {}
        self._seen = {}
        self._pending = set()
        self._clients = {}
        self._begun = {}
        for node in network.case["nodes"]:
            self._serve(node["name"], node["listens"])
            for pod in node["pods"]:
                self._serve(pod, network.case["ports"])

    def close(self):
        self._selector.close()
        for each in self._sockets:
            each.close()

    def run(self, flows, window):
        """Observations by flow id. Ends when all are answered, or when nothing came for so long."""
        self._seen = {flow["id"]: Observation() for flow in flows}
        self._pending = set(self._seen)
        self._clients = {flow["id"]: flow for flow in flows}
        for flow in flows:
            try:
                self._start(flow)
            except OSError as error:
                self._fail(flow["id"], error)
            self._turn(0)
        end = time.monotonic() + _LONGEST * window
        while self._pending and time.monotonic() < end and self._turn(window):
            pass
        return self._seen

    def _turn(self, wait):
        """Whether anything came."""
        ready = self._selector.select(wait)
        for key, _ in ready:
            key.data(key.fileobj)
        return bool(ready)

    # ---- sockets -----------------------------------------------------------------------------------------------------

    def _socket(self, place, kind, protocol=0):
        with self._network.space_of(place).inside():
            made = socket.socket(socket.AF_INET, kind | socket.SOCK_NONBLOCK, protocol)
        self._sockets.append(made)
        return made

    def _watch(self, source, handler, events=selectors.EVENT_READ):
        self._selector.register(source, events, handler)

    def _serve(self, place, ports):
        for port in ports:
            udp = self._socket(place, socket.SOCK_DGRAM)
            udp.setsockopt(socket.IPPROTO_IP, _IP_PKTINFO, 1)
            udp.setsockopt(socket.IPPROTO_IP, _IP_MTU_DISCOVER, _MAY_FRAGMENT)
            udp.bind(("", port))
            self._watch(udp, self._answer_datagram)
            tcp = self._socket(place, socket.SOCK_STREAM)
            tcp.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            tcp.bind(("", port))
            tcp.listen(64)
            self._watch(tcp, self._accept)
        for fragment in (_MAY_FRAGMENT, _DO_NOT_FRAGMENT):
            raw = self._socket(place, socket.SOCK_RAW, socket.IPPROTO_ICMP)
            raw.setsockopt(socket.IPPROTO_IP, _IP_MTU_DISCOVER, fragment)
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 20)
            self._raw[place, fragment] = raw
            if fragment == _MAY_FRAGMENT:
                self._watch(raw, lambda own, here=place: self._icmp(own, here))

    # ---- servers -----------------------------------------------------------------------------------------------------

    def _arrived(self, data):
        flow = data[:8].decode("ascii", "replace").strip()
        if flow in self._seen:
            self._seen[flow].arrived = True

    def _answer_datagram(self, server):
        """From the address that was asked, with as many bytes."""
        try:
            data, ancillary, _, sender = server.recvmsg(65536, 64)
            self._arrived(data)
            asked = next(value[8:12] for level, kind, value in ancillary if kind == _IP_PKTINFO)
            info = struct.pack("=I4s4s", 0, asked, bytes(4))
            server.sendmsg([data], [(socket.IPPROTO_IP, _IP_PKTINFO, info)], 0, sender)
        except OSError:
            pass

    def _accept(self, server):
        try:
            connection, _ = server.accept()
        except OSError:
            return
        connection.setblocking(False)
        self._sockets.append(connection)
        self._watch(connection, self._answer_stream)

    def _answer_stream(self, connection):
        try:
            data = connection.recv(65536)
            self._arrived(data)
            if data:
                connection.send(data)
                return
        except OSError:
            pass
        self._selector.unregister(connection)

    # ---- clients -----------------------------------------------------------------------------------------------------

    def _start(self, flow):
        place = flow["from"].removeprefix("node ")
        discover = _DO_NOT_FRAGMENT if flow["df"] else _MAY_FRAGMENT
        if flow["protocol"] == "icmp":
            body = payload(flow)
            identity = int(flow["id"])
            head = struct.pack("!BBHHH", _ECHO, 0, 0, identity, 1)
            head = struct.pack("!BBHHH", _ECHO, 0, checksum(head + body), identity, 1)
            self._raw[place, discover].sendto(head + body, (flow["to"], 0))
            return
        kind = socket.SOCK_DGRAM if flow["protocol"] == "udp" else socket.SOCK_STREAM
        client = self._socket(place, kind)
        client.setsockopt(socket.IPPROTO_IP, _IP_RECVERR, 1)
        if flow["protocol"] == "udp":
            client.setsockopt(socket.IPPROTO_IP, _IP_MTU_DISCOVER, discover)
            client.connect((flow["to"], flow["port"]))
            self._watch(client, lambda own: self._datagram(own, flow))
            client.send(payload(flow))
            return
        self._begun[flow["id"]] = time.monotonic()
        self._watch(client, lambda own: self._stream(own, flow), selectors.EVENT_WRITE)
        status = client.connect_ex((flow["to"], flow["port"]))
        if status not in (0, errno.EINPROGRESS):
            raise OSError(status, "connect")

    def _datagram(self, client, flow):
        try:
            client.recv(65536)
        except OSError as error:
            self._fail(flow["id"], error)
            return
        self._answered(flow["id"])

    def _stream(self, client, flow):
        try:
            if self._selector.get_key(client).events == selectors.EVENT_WRITE:
                status = client.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
                if status:
                    raise OSError(status, "connect")
                client.send(payload(flow))
                self._selector.modify(client, selectors.EVENT_READ, lambda own: self._stream(own, flow))
            # The answer first: an error may be about the acknowledgment that it was sent.
            elif client.recv(65536):
                self._answered(flow["id"])
        except OSError as error:
            self._selector.unregister(client)
            self._fail(flow["id"], error)

    def _icmp(self, raw, place):
        try:
            packet, (sender, _) = raw.recvfrom(65536)
        except OSError:
            return
        message = packet[(packet[0] & 15) * 4:]
        if message[0] == _ECHO:
            self._arrived(message[8:])
        elif message[0] == _ECHO_REPLY:
            flow = message[8:16].decode("ascii", "replace").strip()
            if flow in self._pending and self._clients[flow]["to"] == sender and self._asked(flow, place):
                self._answered(flow)
        elif message[0] in (_UNREACHABLE, _EXCEEDED) and len(message) >= 36 and message[17] == socket.IPPROTO_ICMP:
            inner = message[8:]
            flow = str(struct.unpack("!H", inner[(inner[0] & 15) * 4 + 4:][:2])[0])
            if self._asked(flow, place):
                self._error(flow, f"icmp {message[0]}/{message[1]} from {sender}")

    def _asked(self, flow, place):
        """Another host that takes the asker's address for its own sees the answer, and it is none."""
        return flow in self._clients and self._clients[flow]["from"].removeprefix("node ") == place

    def _answered(self, flow):
        self._seen[flow].answered = True
        self._pending.discard(flow)

    def _fail(self, flow, error):
        again = flow in self._begun and time.monotonic() > self._begun[flow] + _BEFORE_AGAIN
        if again or error.errno in _SILENT:
            self._pending.discard(flow)
        elif error.errno not in (errno.EAGAIN, errno.EINTR):
            self._error(flow, errno.errorcode.get(error.errno, str(error.errno)))

    def _error(self, flow, text):
        if flow in self._pending:
            self._seen[flow].error = text
            self._pending.discard(flow)
