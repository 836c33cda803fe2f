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
        """Where chance decides, one of the ways must be what the kernel did."""
        return self.verdict == "unknown" or any(self._agrees(way) for way in self.predicted["ways"] or [self.predicted])

    def _agrees(self, predicted):
        """A packet that is rejected may lose the error on its way; a neighbor that is silent is an error in the end."""
        if predicted["verdict"] in ("delivered", "unknown") or self.observed.answered:
            return predicted["verdict"] in (self.observed.verdict, "unknown")
        silent = predicted["reason"] == "neighbor-unresolved" or self._refused(predicted)
        return (predicted["verdict"] == "rejected" or silent or not self.observed.error) and self._same_way(predicted)

    def _refused(self, predicted):
        """Who gets a segment of no connection of his resets it: NAT may make that the end of the right one."""
        return self.flow["protocol"] == "tcp" and predicted["reason"] in ("reply-not-translated", "reply-astray")

    def _same_way(self, predicted):
        """Lost on its way there, or back. Of TCP data alone shows that it arrived; a raw socket sees ignored echoes."""
        if self.flow["protocol"] == "tcp" or predicted["reason"] == "echo-ignored":
            return True
        return self.observed.arrived == (predicted["direction"] == "reply")

    def like(self, other):
        """Whether it is the same disagreement as another one."""
        return not other.agrees and (self.verdict, self.observed.verdict) == (other.verdict, other.observed.verdict)

    def __str__(self):
        flow, seen = self.flow, self.observed
        decided = self.predicted.get("decidedBy") or {}
        return (f"flow {flow['id']}: {flow['from']} -> {flow['to']} {flow['protocol']} {flow['port'] or ''} "
                f"size {flow['size']}{' df' if flow['df'] else ''}\n"
                f"  kernel: {seen.verdict}{' (the request arrived)' if seen.arrived else ''} {seen.error}\n"
                f"  model:  {self.verdict} {self.predicted.get('node') or ''} {self.predicted.get('reason') or ''} "
                f"{self.predicted.get('direction') or ''} "
                f"{decided.get('file', '')}:{decided.get('line', '')} {decided.get('text', '')}")


class Trial:
    """A case whose packets were sent, and of which the model was asked."""

    def __init__(self, case, window, asked, keep=None):
        self._case = case
        self._asked = asked
        # The model may read it while the next case runs.
        self._scratch = tempfile.TemporaryDirectory(prefix="coldtrace-oracle-")
        folder = keep or self._scratch.name
        try:
            self._seen = _observed(case, window, os.path.join(folder, "snapshot"))
            flows = os.path.join(folder, "flows.tsv")
            with open(flows, "w", encoding="utf-8") as output:
                output.write(model.flows_text(case["flows"]))
            self._question = asked.ask(os.path.join(folder, "snapshot"), flows)
        except BaseException:
            self._scratch.cleanup()
            raise

    def outcomes(self):
        """In the order of the flows."""
        try:
            predicted = self._asked.answer(self._question)
        finally:
            self._scratch.cleanup()
        return [Outcome(flow, predicted[flow["id"]], self._seen[flow["id"]]) for flow in self._case["flows"]]


def run(case, window, asked, keep=None):
    """Outcomes in the order of the flows; the snapshot stays in the folder `keep`, if one is given."""
    return Trial(case, window, asked, keep).outcomes()


def _observed(case, window, folder):
    network = Network(case)
    try:
        traffic = Traffic(network)
        try:
            seen = traffic.run(case["flows"], window)
            snapshot.write(network, folder)
            return seen
        finally:
            traffic.close()
    finally:
        network.close()
