"""The keeper: one process a lab that holds the underlay and is the parent of every node.

What it started dies with it, and until `up` has finished it dies with `up`; so a crash leaves nothing.
"""

import json
import os
import signal
import sys
import time

from . import commands, linux, node, node_files
from .shared import Shared
from .topology import KEEPER, Cluster, Options


def main(arguments):
    linux.die_with_parent()
    if os.getppid() != int(arguments[3]):
        os._exit(1)  # it died before it was asked to take this process along
    linux.remember_argument_area()
    options, folder, ready = Options(**json.loads(arguments[0])), arguments[1], int(arguments[2])
    linux.set_title(f"{KEEPER} {options.name}", "coldtrace-lab")
    os.setsid()
    cluster = Cluster(options)
    linux.unshare(linux.NEWNET | linux.NEWNS | linux.NEWUTS)
    linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    os.makedirs(f"{folder}/shared", exist_ok=True)
    shared = Shared(f"{folder}/shared")
    _set_up_underlay(cluster)
    nodes = [_Starting(cluster, each, shared, folder) for each in cluster.nodes]
    for starting in nodes:
        starting.expect("namespaces")
    _plug_in(cluster, nodes)
    for starting in nodes:
        starting.go_on()
    for starting in nodes:
        starting.expect("ready")
    state = {"options": cluster.as_dict(), "keeper": os.getpid(),
             "nodes": {starting.name: starting.pid for starting in nodes}}
    with open(f"{folder}/state.json.new", "w", encoding="utf-8") as out:
        json.dump(state, out)
    os.rename(f"{folder}/state.json.new", f"{folder}/state.json")
    linux.outlive_parent()
    os.write(ready, b"ready\n")
    os.close(ready)
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    while True:
        try:
            os.wait()
        except ChildProcessError:
            time.sleep(1)


def _set_up_underlay(cluster):
    with open("/proc/sys/net/bridge/bridge-nf-call-iptables", "w", encoding="ascii") as setting:
        setting.write("0")
    commands.ip("link set lo up", "link add underlay type bridge",
                f"addr add {cluster.gateway}/{cluster.prefix_length} dev underlay", "link set underlay up")


def _plug_in(cluster, nodes):
    lines = []
    for starting in nodes:
        port, mac = starting.node.port_name, starting.node.eth_mac
        lines += [f"link add {port} type veth peer name eth0 address {mac} netns {starting.pid}",
                  f"link set {port} master underlay up"]
    commands.ip(*lines)


class _Starting:
    """A node on its way up, and the two pipes by which it and the keeper wait for each other."""

    def __init__(self, cluster, which, shared, folder):
        self.node, self.name = which, which.name
        self._told, said = os.pipe()
        heard, self._tell = os.pipe()
        own = os.open("/proc/self/ns/pid", os.O_RDONLY | os.O_CLOEXEC)
        stubs = {"dmesg": node_files.DMESG, "systemctl": _systemctl()}

        def first_process():
            node.run(cluster, which, shared, f"{folder}/nodes/{which.name}", stubs,
                     lambda text: os.write(said, text.encode() + b"\n"), lambda: os.read(heard, 1) or os._exit(1))

        linux.unshare(linux.NEWPID)
        self.pid = linux.fork_child(first_process)
        linux.enter_handle(own)
        os.close(said)
        os.close(heard)

    def expect(self, word):
        text = b""
        while not text.endswith(b"\n"):
            piece = os.read(self._told, 1)
            if not piece:
                raise RuntimeError(f"{self.name} did not come up")
            text += piece
        if text.decode().strip() != word:
            raise RuntimeError(f"{self.name} says {text!r}, not {word}")

    def go_on(self):
        os.write(self._tell, b"1")


def _systemctl():
    with open(os.path.join(os.path.dirname(__file__), "systemctl_stub.py"), encoding="utf-8") as source:
        return source.read()


if __name__ == "__main__":
    main(sys.argv[1:])
