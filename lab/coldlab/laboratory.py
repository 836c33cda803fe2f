"""A lab seen from the machine: bring it up, find it, enter its nodes, take it down."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time

from .commands import ENVIRONMENT
from .shared import Shared
from .topology import KEEPER, Cluster, Options

BASE = "/run/coldtrace-lab"
_HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
_START = "import sys; sys.path.insert(0, sys.argv.pop(1)); from coldlab import keeper; keeper.main(sys.argv[1:])"


class LabError(Exception):
    """Something to tell the user, without a stack trace."""


def folder(name):
    return f"{BASE}/{name}"


def names():
    return sorted(os.listdir(BASE)) if os.path.isdir(BASE) else []


def up(options):
    if not options.name.replace("-", "").replace("_", "").isalnum():
        raise LabError(f"a lab's name is made of letters, digits, - and _, not {options.name!r}")
    if keepers(options.name):
        raise LabError(f"lab {options.name} is up already; `down` takes it down")
    own = folder(options.name)
    shutil.rmtree(own, ignore_errors=True)
    os.makedirs(own, mode=0o700)
    reader, writer = os.pipe()
    with open(f"{own}/log", "ab") as log:
        keeper = subprocess.Popen(
            ["/usr/bin/python3", "-ISB", "-c", _START, _HERE, json.dumps(vars(options)), own, str(writer), str(os.getpid()),
             "x" * 300],
            stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=ENVIRONMENT, cwd="/", pass_fds=[writer])
    os.close(writer)
    with os.fdopen(reader, "rb") as ready:
        if ready.readline() != b"ready\n":
            keeper.kill()
            text = _log(own)
            down(options.name)
            raise LabError(f"lab {options.name} did not come up:\n{text}")
    return Laboratory(options.name)


def _log(own):
    try:
        with open(f"{own}/log", encoding="utf-8", errors="replace") as log:
            return log.read()
    except FileNotFoundError:
        return "somebody took it down meanwhile"


def keepers(name):
    """The processes that hold this lab: found by what `ps` shows, so also after a crash."""
    wanted, found = f"{KEEPER} {name}".encode(), []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/cmdline", "rb") as line:
                    if line.read().rstrip(b"\0") == wanted:
                        found.append(int(entry))
            except OSError:
                continue
    return found


def down(name):
    """True if there was something to take down."""
    there = os.path.isdir(folder(name))
    pids = keepers(name)
    nodes = _node_processes(name) + [int(entry) for entry in filter(str.isdigit, os.listdir("/proc"))
                                     if pids and _parent(entry) in pids]
    for pid in pids + nodes:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
    for _ in range(500):
        if not any(os.path.exists(f"/proc/{pid}/ns") and _lives(pid) for pid in pids + nodes):
            break
        time.sleep(0.01)
    _remove(folder(name))
    if os.path.exists(_lock_file(name)):
        os.unlink(_lock_file(name))
    if os.path.isdir(BASE) and not os.listdir(BASE):
        os.rmdir(BASE)
    return there or bool(pids)


def _remove(path):
    """Again until it is gone: nodes of a keeper that was killed half-way die on their own, and write until they do."""
    for _ in range(100):
        shutil.rmtree(path, ignore_errors=True)
        if not os.path.exists(path):
            return
        time.sleep(0.02)


def _node_processes(name):
    """The first processes of the nodes, if they are still those that the keeper started."""
    try:
        with open(f"{folder(name)}/state.json", encoding="utf-8") as source:
            state = json.load(source)
    except OSError:
        return []
    return [pid for pid in state["nodes"].values() if _comm(pid) == "systemd" and _parent(pid) == state["keeper"]]


def _status(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as stat:
            return stat.read()
    except OSError:
        return ""


def _comm(pid):
    return _status(pid).partition("(")[2].rpartition(")")[0]


def _parent(pid):
    fields = _status(pid).rpartition(")")[2].split()
    return int(fields[1]) if fields else 0


def _lives(pid):
    fields = _status(pid).rpartition(")")[2].split()
    return bool(fields) and fields[0] != "Z"


class Laboratory:
    def __init__(self, name):
        self.name = name
        try:
            with open(f"{folder(name)}/state.json", encoding="utf-8") as source:
                state = json.load(source)
        except OSError:
            raise LabError(f"lab {name} is not up; `lab up --name {name}` brings it up") from None
        self.cluster = Cluster(Options(**state["options"]))
        self.keeper, self.pids = state["keeper"], state["nodes"]
        if not _lives(self.keeper):
            raise LabError(f"lab {name} has crashed; `lab down --name {name}` cleans up")
        self.shared = Shared(f"{folder(name)}/shared")

    def node(self, name):
        try:
            return self.cluster.node(name)
        except KeyError as error:
            raise LabError(error.args[0]) from None

    def pid(self, name):
        self.node(name)
        if not _lives(self.pids[name]):
            raise LabError(f"{name} has died; `lab down` and `lab up` give a new cluster")
        return self.pids[name]

    def pod_pid(self, name):
        """The pod's pause process, by the machine's process ids."""
        try:
            pod = self.cluster.pod(name)
        except KeyError as error:
            raise LabError(error.args[0]) from None
        if pod.host_network:
            return self.pid(pod.node)
        inner = self.shared.pods(self.cluster)[pod.key]["pause"]
        return self._outer(self.pid(pod.node), inner)

    @staticmethod
    def _outer(first, inner):
        """Translates a process id of a node into one of the machine."""
        space = os.readlink(f"/proc/{first}/ns/pid")
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                if os.readlink(f"/proc/{entry}/ns/pid") != space:
                    continue
                with open(f"/proc/{entry}/status", encoding="utf-8") as status:
                    ids = next(line for line in status if line.startswith("NSpid:")).split()
            except OSError:
                continue
            if int(ids[-1]) == inner:
                return int(entry)
        raise LabError(f"no process {inner} in the node")

    def enter(self, pid, command, environment=()):
        """The argv that runs a command inside a node's or pod's namespaces."""
        variables = [f"{key}={value}" for key, value in {**ENVIRONMENT, **dict(environment)}.items()]
        terminal = os.environ.get("TERM")
        if terminal:
            variables.append(f"TERM={terminal}")
        return ["nsenter", "-t", str(pid), "-n", "-p", "-m", "-u", "--wdns=/", "env", "-i", *variables, *command]

    def run(self, name, command, text=None, environment=(), capture=True):
        return subprocess.run(self.enter(self.pid(name), command, environment), input=text, text=True,
                              capture_output=capture, check=False)

    def underlay(self, command, text=None, environment=()):
        variables = [f"{key}={value}" for key, value in {**ENVIRONMENT, **dict(environment)}.items()]
        return subprocess.run(["nsenter", "-t", str(self.keeper), "-n", "env", "-i", *variables, *command],
                              input=text, text=True, capture_output=True, check=False)


def _lock_file(name):
    return f"/run/lock/coldtrace-lab-{name}"


def lock(name):
    """Two commands that change the same lab wait for each other; released when the process ends."""
    handle = os.open(_lock_file(name), os.O_RDWR | os.O_CREAT, 0o600)
    fcntl.flock(handle, fcntl.LOCK_EX)
    return handle


def report(text):
    print(text, file=sys.stderr)
