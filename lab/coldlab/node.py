"""The first process of a node: builds its root, starts its daemons, reaps, and obeys `systemctl`."""

import json
import os
import select
import signal
import socket
import subprocess
import time

from . import commands, kubelet, linux, node_files, node_root

CONTROL = "/run/systemd/private"


def run(cluster, node, shared, folder, stubs, say, wait):
    """say(text) reports to the keeper, wait() waits for its answer."""
    linux.die_with_parent()
    linux.unshare(linux.NEWNS | linux.NEWUTS | linux.NEWNET)
    say("namespaces")
    wait()
    linux.set_hostname(node.name)
    os.makedirs(folder, exist_ok=True)
    node_root.build(cluster, node, folder, stubs)
    os.environ.clear()
    os.environ.update(commands.ENVIRONMENT)
    linux.set_title("/sbin/init", "systemd")
    _set_up_network(cluster, node)
    manager = _Manager(cluster, node, shared)
    for unit in ("containerd", "kubelet"):
        manager.start(unit)
    everything = sorted(pod.key for pod in cluster.pods)
    while shared.read(f"proxy-{node.name}") != everything or not shared.read(f"flannel-{node.name}"):
        time.sleep(0.02)
    say("ready")
    manager.serve()


def _set_up_network(cluster, node):
    for path, value in node_files.LIVE_SYSCTL.items():
        with open(f"/proc/sys/{path}", "w", encoding="ascii") as setting:
            setting.write(str(value))
    commands.ip("link set lo up", f"addr add {node.ip}/{cluster.prefix_length} brd {cluster.underlay[-1]} dev eth0",
                "link set eth0 up", f"route add default via {cluster.gateway} dev eth0")


class _Manager:
    """Units of the lab's own: name to process id."""

    def __init__(self, cluster, node, shared):
        self._cluster, self._node, self._shared = cluster, node, shared
        self._pids, self._since = {}, {}
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        self._wake = os.pipe()
        os.set_blocking(self._wake[1], False)
        signal.set_wakeup_fd(self._wake[1])
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(CONTROL)
        os.chmod(CONTROL, 0o600)
        self._listener.listen(8)

    def start(self, unit):
        if unit in self._pids:
            return
        if unit == "firewalld":
            self.start("dbus")
        if unit == "kubelet":
            self._pids[unit] = linux.fork_child(self._kubelet)
        elif unit == "containerd":
            self._pids[unit] = linux.fork_child(self._containerd)
        elif unit == "dbus":
            os.makedirs("/run/dbus", exist_ok=True)
            self._spawn(unit, "/usr/bin/dbus-daemon", "--system", "--nofork", "--nopidfile")
            for _ in range(100):
                if os.path.exists("/run/dbus/system_bus_socket"):
                    break
                time.sleep(0.02)
        elif unit == "firewalld":
            self._spawn(unit, "/usr/sbin/firewalld", "--nofork", "--nopid")
        self._since[unit] = time.time()

    def _kubelet(self):
        linux.set_title("/usr/bin/kubelet --kubeconfig=/etc/kubernetes/kubelet.conf --config=/var/lib/kubelet/config.yaml")
        signal.set_wakeup_fd(-1)
        self._listener.close()
        kubelet.run(self._cluster, self._node, self._shared)

    def _containerd(self):
        linux.set_title("/usr/bin/containerd")
        signal.set_wakeup_fd(-1)
        self._listener.close()
        while True:
            signal.pause()

    def _spawn(self, unit, *argv):
        with open(f"/var/log/{unit}.log", "ab") as log:
            self._pids[unit] = subprocess.Popen(
                argv, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True).pid

    def stop(self, unit):
        if unit in self._pids:
            os.kill(self._pids[unit], signal.SIGTERM)

    def _reap(self):
        while True:
            try:
                pid, _ = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            for unit in [unit for unit, own in self._pids.items() if own == pid]:
                del self._pids[unit]

    def serve(self):
        while True:
            readable, _, _ = select.select([self._listener, self._wake[0]], [], [])
            if self._wake[0] in readable:
                os.read(self._wake[0], 512)
            self._reap()
            if self._listener in readable:
                self._obey(self._listener.accept()[0])

    def _obey(self, connection):
        with connection:
            try:
                connection.settimeout(2)
                action, _, unit = connection.recv(256).decode().partition(" ")
                if action == "start":
                    self.start(unit)
                elif action == "stop":
                    self.stop(unit)
                answer = {unit: {"pid": pid, "since": self._since[unit]} for unit, pid in self._pids.items()}
                connection.sendall(json.dumps(answer).encode())
                connection.shutdown(socket.SHUT_RDWR)  # a daemon forked just now holds it open as well
            except OSError:
                return
