"""Waits for the daemons: after a firewall's start, or a fix, flanneld and kube-proxy put back what is missing."""

import time

from .laboratory import LabError


def settle(laboratory):
    """Until each daemon has looked after its rules twice: the second time it began when all was done."""
    period = laboratory.cluster.options.proxy_period
    deadline = time.monotonic() + 20 + 3 * period
    reports = [f"{report}-{node.name}" for node in laboratory.cluster.nodes
               for report, app in (("flannel", "kube-flannel-ds"), ("proxy", "kube-proxy")) if _works(laboratory, node, app)]
    for _ in range(2):
        waiting = {report: laboratory.shared.written(report) for report in reports}
        while waiting:
            if time.monotonic() > deadline:
                raise LabError(f"not settled: nothing new from {', '.join(waiting)}")
            time.sleep(0.05)
            waiting = {report: before for report, before in waiting.items()
                       if laboratory.shared.written(report) == before}


def _works(laboratory, node, app):
    """False of a daemon that a fault holds down or has stopped: there is nothing to wait for."""
    states = laboratory.shared.pods(laboratory.cluster)
    state = next(states[pod.key] for pod in laboratory.cluster.pods_of(node) if pod.app == app)
    shown = laboratory.run(node.name, ["ps", "-o", "stat=", "-p", str(state["pid"])]).stdout
    return state["running"] and not shown.startswith("T")
