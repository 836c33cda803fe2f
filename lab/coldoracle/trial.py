"""One case from end to end: built, sent, collected, modelled, compared."""

import os
import tempfile
from dataclasses import dataclass

from . import model, snapshot
from .network import Network
from .traffic import Observation, Traffic


@dataclass
class Outcome:
    flow: dict
    predicted: dict
    observed: Observation

    @property
    def verdict(self):
        return self.predicted["verdict"]

    @property
    def agrees(self):
        """A packet that is rejected may lose the error on its way; a neighbor that is silent is an error in the end."""
        if self.verdict in ("mixed", "unknown"):
            return True
        if self.verdict == "delivered" or self.observed.answered:
            return self.verdict == self.observed.verdict
        silent = self.predicted["reason"] == "neighbor-unresolved"
        return (self.verdict == "rejected" or silent or not self.observed.error) and self._same_way()

    def _same_way(self):
        """Lost on its way there, or back. Of TCP data alone shows that it arrived; a raw socket sees ignored echoes;
        where chance decides, one branch may be lost there and another back."""
        if not self.predicted["direction"] or self.flow["protocol"] == "tcp" or self.predicted["reason"] == "echo-ignored":
            return True
        return self.observed.arrived == (self.predicted["direction"] == "reply")

    def __str__(self):
        flow, seen = self.flow, self.observed
        decided = self.predicted.get("decidedBy") or {}
        return (f"flow {flow['id']}: {flow['from']} -> {flow['to']} {flow['protocol']} {flow['port'] or ''} "
                f"size {flow['size']}{' df' if flow['df'] else ''}\n"
                f"  kernel: {seen.verdict}{' (the request arrived)' if seen.arrived else ''} {seen.error}\n"
                f"  model:  {self.verdict} {self.predicted.get('node') or ''} {self.predicted.get('reason') or ''} "
                f"{self.predicted.get('direction') or ''} "
                f"{decided.get('file', '')}:{decided.get('line', '')} {decided.get('text', '')}")


def run(case, window, keep=None):
    """Outcomes in the order of the flows; the snapshot stays in the folder `keep`, if one is given."""
    network = Network(case)
    try:
        traffic = Traffic(network)
        try:
            seen = traffic.run(case["flows"], window)
            if keep:
                return _modelled(network, case, seen, keep)
            with tempfile.TemporaryDirectory(prefix="coldtrace-oracle-") as folder:
                return _modelled(network, case, seen, folder)
        finally:
            traffic.close()
    finally:
        network.close()


def _modelled(network, case, seen, folder):
    path = os.path.join(folder, "snapshot")
    snapshot.write(network, path)
    flows = os.path.join(folder, "flows.tsv")
    with open(flows, "w", encoding="utf-8") as output:
        output.write(model.flows_text(case["flows"]))
    predicted = model.ask(path, flows)
    return [Outcome(flow, predicted[flow["id"]], seen[flow["id"]]) for flow in case["flows"]]
