"""The kubelet: starts a node's pods, starts them again, reports them, and keeps its own few rules."""

import os
import signal
import time

from . import commands, containers, kube_rules, linux

_PERIOD = 0.4
_BACK_OFF = 10


def run(cluster, node, shared):
    kubelet = _Kubelet(cluster, node, shared)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    kubelet.write_rules()
    kubelet.create_bridge()
    for pod in sorted(cluster.pods_of(node), key=lambda pod: not pod.host_network):
        kubelet.start(pod)
    rounds = 0
    while True:
        kubelet.look_after()
        rounds += 1
        if rounds % 25 == 0:
            kubelet.write_rules()
        time.sleep(_PERIOD)


class _Kubelet:
    def __init__(self, cluster, node, shared):
        self._cluster, self._node, self._shared = cluster, node, shared
        self._report = f"pods-{node.name}"
        self._states = shared.read(self._report, {})
        self._reported = None

    def write_rules(self):
        """As the real one: only if its canary is gone."""
        saved = commands.saved_rules()
        if any(":KUBE-KUBELET-CANARY -" not in saved.get(table, []) for table in ("mangle", "nat", "filter")):
            jumps = [f"-I {base} -j KUBE-FIREWALL" for base in ("INPUT", "OUTPUT")
                     if f"-A {base} -j KUBE-FIREWALL" not in saved.get("filter", [])]
            commands.restore("\n".join([
                "*mangle", ":KUBE-IPTABLES-HINT - [0:0]", ":KUBE-KUBELET-CANARY - [0:0]", "COMMIT",
                "*nat", ":KUBE-KUBELET-CANARY - [0:0]", "COMMIT",
                "*filter", ":KUBE-FIREWALL - [0:0]", ":KUBE-KUBELET-CANARY - [0:0]",
                *jumps, kube_rules.KUBELET_FIREWALL, "COMMIT", ""]))

    def create_bridge(self):
        if commands.run("ip", "link", "show", "cni0", check=False):
            return
        commands.ip(f"link add cni0 address {self._node.bridge_mac} mtu {self._cluster.options.pod_mtu} type bridge",
                    f"addr add {self._node.gateway_ip}/24 brd {self._node.pod_ip(255)} dev cni0", "link set cni0 up")

    def start(self, pod):
        state = self._states.get(pod.key)
        if state and _alive(state["pause"]) and _alive(state["pid"]):
            return
        self._states[pod.key] = {"restarts": 0, "started": time.time(), "running": True, "pid": 0}
        self._states[pod.key]["pause"] = self._start_sandbox(pod)
        self._start_container(pod)

    def _start_sandbox(self, pod):
        if pod.host_network:
            return linux.fork_child(containers.pause)
        ready, done = os.pipe(), os.pipe()

        def sandbox():
            containers.isolate(pod, self._cluster, self._node)
            os.write(ready[1], b"1")
            os.read(done[0], 1)
            for handle in (*ready, *done):
                os.close(handle)
            containers.pause()

        pid = linux.fork_child(sandbox)
        os.read(ready[0], 1)
        self._plug_in(pod, pid)
        os.write(done[1], b"1")
        for handle in (*ready, *done):
            os.close(handle)
        return pid

    def _plug_in(self, pod, pid):
        host = pod.interface
        commands.run("ip", "link", "del", host, check=False)
        mtu = self._cluster.options.pod_mtu
        commands.ip(f"link add {host} mtu {mtu} type veth peer name eth0 mtu {mtu} netns {pid}",
                    f"link set {host} master cni0 up")
        commands.run("bridge", "link", "set", "dev", host, "hairpin", "on")
        commands.run(
            "nsenter", "-t", str(pid), "-n", "ip", "-batch", "-", text="\n".join([
                "link set lo up", "link set eth0 up",
                f"addr add {pod.ip}/24 brd {self._node.pod_ip(255)} dev eth0",
                f"route add default via {self._node.gateway_ip}",
                f"route add {self._cluster.options.pod_network} via {self._node.gateway_ip}", ""]))

    def _start_container(self, pod):
        state = self._states[pod.key]

        def container():
            if not pod.host_network:
                linux.enter(state["pause"], "net", "uts", "mnt")
            return containers.run(self._cluster, self._node, pod, self._shared)

        state.update(pid=linux.fork_child(container), running=True, started=time.time())

    def look_after(self):
        held, ended = self._shared.read("held-down", []), self._shared.read("ended", {})
        for pod in self._cluster.pods_of(self._node):
            state = self._states[pod.key]
            if state["running"] and ended.get(pod.key) == state["pid"]:
                self._drop(state["pid"])
            exited = _exit_code(state["pid"])
            now = time.time()
            if state["running"] and exited is not None:
                state.update(running=False, exitCode=exited, finished=now, tries=0, next=now + 0.5)
                if pod.key in held:
                    state.update(restarts=state["restarts"] + 4, next=now + _BACK_OFF)
            elif not state["running"] and now >= state["next"]:
                state["restarts"] += 1
                if pod.key in held:
                    state.update(finished=now, started=now, next=now + _BACK_OFF)
                else:
                    self._start_container(pod)
            if not _alive(state["pause"]):
                self._drop(state["pid"])
                state["pause"] = self._start_sandbox(pod)
        if self._states != self._reported:
            self._shared.write(self._report, self._states)
            self._reported = {key: dict(state) for key, state in self._states.items()}

    @staticmethod
    def _drop(pid):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _alive(pid):
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass
    return os.path.exists(f"/proc/{pid}")


def _exit_code(pid):
    """None while the process lives; 128 + signal as container runtimes say it."""
    try:
        done, status = os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        return None if os.path.exists(f"/proc/{pid}") else 137
    if not done:
        return None
    code = os.waitstatus_to_exitcode(status)
    return code if code >= 0 else 128 - code
