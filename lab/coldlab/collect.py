"""Runs the collector on every node side by side and fetches the tarballs."""

import os
import shutil
import threading
import time

from .laboratory import LabError, folder

COLLECTOR = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..", "collector-script",
                         "coldtrace-collect.sh")
_PEERS = "/root/peers.tsv"


def log_of(laboratory, node):
    """What the collector said there. Not beside the tarballs: who analyzes that folder wants nothing else in it."""
    return f"{folder(laboratory.name)}/collect/{node}.log"


def run(laboratory, collector, output, extra=(), lead=12, share_peers=False):
    """Paths of the tarballs, names of the nodes without one."""
    try:
        with open(collector, encoding="utf-8") as source:
            script = source.read()
    except OSError as error:
        raise LabError(f"the collector: {error}") from None
    os.makedirs(output, exist_ok=True)
    os.makedirs(os.path.dirname(log_of(laboratory, "any")), exist_ok=True)
    arguments = list(extra)
    if "--at" in script and not any(word in arguments for word in ("--at", "--no-probes")):
        arguments += ["--at", str(int(time.time()) + lead)]
    if share_peers:
        arguments += ["--peers", _PEERS]
        _share_peers(laboratory, script)
    results = {}
    threads = [threading.Thread(target=_one, args=(laboratory, node, script, arguments, output, results))
               for node in laboratory.cluster.nodes]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    failed = sorted(node for node, path in results.items() if path is None)
    return [results[node] for node in sorted(results) if results[node]], failed


def _share_peers(laboratory, script):
    """The control plane's view of the cluster for all nodes: only there does kubectl work."""
    first, *others = [f"/proc/{laboratory.pid(node.name)}/root" for node in laboratory.cluster.nodes]
    done = laboratory.run(laboratory.cluster.nodes[0].name, ["sh", "-s", "--", "--write-peers", _PEERS], script)
    if done.returncode:
        raise LabError(f"--write-peers: exit status {done.returncode}\n{done.stderr}")
    for root in others:
        shutil.copy(first + _PEERS, root + _PEERS)


def _one(laboratory, node, script, arguments, output, results):
    """The node sees its own copy in /root and writes to /tmp, as on a real one."""
    results[node.name] = None
    root = f"/proc/{laboratory.pid(node.name)}/root"
    with open(f"{root}/root/coldtrace-collect.sh", "w", encoding="utf-8") as copy:
        copy.write(script)
    command = ["sh", "/root/coldtrace-collect.sh", "--output", "/tmp", *arguments]
    done = laboratory.run(node.name, command)
    with open(log_of(laboratory, node.name), "w", encoding="utf-8") as log:
        log.write(done.stderr)
    os.unlink(f"{root}/root/coldtrace-collect.sh")
    lines = done.stdout.strip().splitlines()
    if done.returncode == 0 and lines and os.path.isfile(root + lines[-1]):
        target = os.path.join(output, os.path.basename(lines[-1]))
        shutil.move(root + lines[-1], target)
        results[node.name] = target
