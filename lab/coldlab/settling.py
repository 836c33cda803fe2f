"""Waits for the daemons: after a firewall's start, or a fix, flanneld and kube-proxy put back what is missing."""

import time

from .laboratory import LabError


def settle(laboratory):
    """Until each daemon has looked after its rules twice: the second time it began when all was done."""
    period = laboratory.cluster.options.proxy_period
    deadline = time.monotonic() + 20 + 3 * period
    for _ in range(2):
        waiting = {report: laboratory.shared.written(report) for node in laboratory.cluster.nodes
                   for report in (f"flannel-{node.name}", f"proxy-{node.name}")}
        while waiting:
            if time.monotonic() > deadline:
                raise LabError(f"not settled: nothing new from {', '.join(waiting)}")
            time.sleep(0.05)
            waiting = {report: before for report, before in waiting.items()
                       if laboratory.shared.written(report) == before}
