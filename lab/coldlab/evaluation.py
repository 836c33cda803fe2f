"""The closed loop: inject, collect, analyze, run the `fix` commands, probe for real. The kernel is the judge."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from . import collect, faults, laboratory, probe, settling
from .laboratory import LabError, Laboratory
from .topology import Options

_HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_COLDTRACE = os.path.join(_HOME, "coldtrace")

# What ./verify runs: each cause of the old runbook, and what must not alarm.
CHOICE = ("ip-forward-late-file", "vxlan-blocked-input", "vxlan-blocked-underlay", "firewalld-iptables", "firewalld-nftables",
          "ufw", "forward-reject-first", "agent-kernel-hook", "coredns-killed",
          "healthy-noise", "healthy-docker", "healthy-icmp-ignored")


@dataclass
class Trial:
    fault: faults.Fault
    options: Options
    expected: list
    found: list = field(default_factory=list)
    verdict: str = "-"
    confidence: str = "-"
    right: bool = False
    mended: str = "-"
    seconds: float = 0.0
    problem: str = ""

    @property
    def healthy(self):
        return self.fault.expect == "healthy"

    @property
    def passed(self):
        return self.right and self.mended != "no"


def main(arguments):
    chosen = _parser().parse_args(arguments)
    try:
        names = _names(chosen)
    except LabError as error:
        print(f"evaluate: {error}", file=sys.stderr)
        return 2
    print(f"seed {chosen.seed}, {len(names)} faults", flush=True)
    trials = []
    with ThreadPoolExecutor(chosen.jobs) as pool:
        for trial in pool.map(lambda name: _one(name, random.Random(f"{chosen.seed} {name}"),
                                                f"evaluate-{os.getpid()}-{names.index(name)}", chosen), names):
            trials.append(trial)
            print(_line(trial), flush=True)
    print(_summary(trials))
    return int(not all(trial.passed for trial in trials))


def _parser():
    parser = argparse.ArgumentParser(prog="lab/evaluate", description=__doc__)
    parser.add_argument("fault", nargs="*", help="default: all of lab/faults")
    parser.add_argument("--choice", action="store_true", help="the few that ./verify runs")
    parser.add_argument("--seed", type=int, default=int(time.time()),
                        help="draws addresses, names, VNIs, ports and numbers of nodes (default: by the clock)")
    parser.add_argument("--jobs", type=int, default=1, metavar="N",
                        help="so many at a time: most of a trial is waiting (default: 1)")
    parser.add_argument("--keep", metavar="DIR", help="leave snapshots and reports there")
    return parser


def _names(chosen):
    known = [fault.name for fault in faults.all_faults()]
    names = list(CHOICE) if chosen.choice else chosen.fault or known
    for name in names:
        if name not in known:
            raise LabError(f"no fault {name}; `lab/lab faults` lists them")
    return names


def draw(dice, name):
    """A cluster that looks like no other: what a diagnosis says must not hang on the lab's defaults."""
    second, third = dice.randrange(0, 200), dice.randrange(0, 250)
    return Options(
        name=name,
        nodes=dice.choice((3, 3, 4)),
        iptables=dice.choice(("nft", "nft", "legacy")),
        pod_network=dice.choice(("10.244.0.0/16", f"10.{second + 1}.0.0/16", "172.20.0.0/16", "10.42.0.0/16")),
        service_network=dice.choice(("10.96.0.0/12", "10.254.0.0/16", "172.30.0.0/16")),
        underlay=dice.choice(("192.168.56.0/24", f"192.168.{third}.0/24", f"172.16.{third}.0/24")),
        node_prefix=dice.choice(("node-", "worker", "k8s-prod-", "ip-10-0-0-", "db.rack7-", "")),
        vxlan_port=dice.choice((8472, 8472, 8475, 4789)),
        vni=dice.choice((1, 1, 4096, 77)),
        created=int(time.time()))


def _one(name, dice, lab_name, chosen):
    fault = faults.load(name)
    options = fault.fitting(draw(dice, lab_name))
    trial = Trial(fault, options, [])
    began = time.monotonic()
    try:
        lab = laboratory.up(options)
        node = dice.choice(lab.cluster.nodes)
        faults.inject(lab, name, node.name if fault.node else None)
        trial.expected = _expected(fault, lab.cluster, node)
        _diagnose(trial, lab, chosen)
        if not trial.healthy:
            trial.mended = _mend(trial, lab)
    except (LabError, subprocess.SubprocessError, OSError, ValueError, KeyError) as error:
        trial.problem = f"{type(error).__name__}: {error}".splitlines()[0][:160]
    finally:
        laboratory.down(lab_name)
    trial.seconds = time.monotonic() - began
    return trial


def _expected(fault, cluster, node):
    """[(id, nodes or None if any)], by the fault's header."""
    if fault.expect == "healthy":
        return []
    ids = fault.expect.split(" + ")
    peer = next(each for each in cluster.nodes if each != node)
    culprits = {"node": [node.name], "cluster": [], "pair": sorted([node.name, peer.name]), "any": None,
                "all": sorted(each.name for each in cluster.nodes)}[fault.culprits]
    return [(each, culprits if len(ids) == 1 else None) for each in ids]


def _diagnose(trial, lab, chosen):
    settling.settle(lab)
    with tempfile.TemporaryDirectory() as scratch:
        place = os.path.join(chosen.keep, trial.fault.name) if chosen.keep else scratch
        snapshot = os.path.join(place, "snapshot")
        together = () if trial.fault.where == "underlay" else ("--at", "0")
        _, failed = collect.run(lab, os.path.normpath(collect.COLLECTOR), snapshot, together, lead=10)
        if failed:
            raise LabError(f"no tarball of {', '.join(failed)}")
        _lose(trial, lab.cluster, snapshot)
        report = os.path.join(place, "report.json")
        done = subprocess.run(
            [_COLDTRACE, "analyze", snapshot, "--quiet", "--json", report, "--output", os.path.join(place, "report.html")],
            capture_output=True, text=True, check=False)
        if done.returncode > 1:
            raise LabError(f"analyze: {done.returncode}: {done.stderr.strip()[-120:]}")
        with open(report, encoding="utf-8") as source:
            _judge(trial, json.load(source))


def _lose(trial, cluster, snapshot):
    """One node's tarball never arrives: the last one that is not the culprit's."""
    if trial.fault.lost:
        culprits = {name for _, nodes in trial.expected for name in nodes or []}
        name = [each.name for each in cluster.nodes if each.name not in culprits][-1]
        for entry in os.listdir(snapshot):
            if entry.startswith(f"coldtrace-{name}-"):
                os.remove(os.path.join(snapshot, entry))


def _judge(trial, report):
    trial.verdict = report["verdict"]
    grave = [each for each in report["diagnoses"] if each["severity"] in ("critical", "error")]
    trial.found = grave
    if grave:
        trial.confidence = grave[0]["confidence"]
    if trial.healthy:
        trial.right = trial.verdict == "healthy" and not grave
    elif len(trial.expected) > 1:
        trial.right = {each["id"] for each in grave[:len(trial.expected)]} == {wanted for wanted, _ in trial.expected}
    else:
        wanted, nodes = trial.expected[0]
        trial.right = bool(grave) and grave[0]["id"] == wanted and (nodes is None or sorted(grave[0]["nodes"]) == nodes)


def _mend(trial, lab):
    """Runs the fix steps of all diagnoses, one after another, and sends real packets."""
    steps = [(step["node"], step["command"]) for each in trial.found for step in each["remedy"] if step["kind"] == "fix"]
    if not steps:
        return "none"
    for node, command in dict.fromkeys(steps):
        # As the shell of an administrator has it, where there is one.
        done = lab.run(node, ["sh", "-c", command], environment={"KUBECONFIG": "/etc/kubernetes/admin.conf"})
        if done.returncode:
            trial.problem = f"{node}: {command}: {done.stderr.strip()[:100]}"
    settling.settle(Laboratory(lab.name))
    for _ in range(8):
        if all(each.result == "ok" for each in probe.run(lab)):
            return "yes"
        time.sleep(1)
    return "no"


def _line(trial):
    found = "; ".join(f"{each['id']} {','.join(each['nodes'])} {each['confidence']}" for each in trial.found[:3])
    expected = "; ".join(f"{wanted} {','.join(nodes or [])}".rstrip() for wanted, nodes in trial.expected) or "healthy"
    mark = "ok   " if trial.passed else "WRONG"
    text = f"{mark} {trial.fault.name:30} mended {trial.mended:4} {trial.seconds:5.1f} s  {trial.verdict}: {found}"
    if not trial.right:
        text += f"\n      expected {expected}; {trial.options}"
    if trial.problem:
        text += f"\n      {trial.problem}"
    return text


def _summary(trials):
    faulty = [trial for trial in trials if not trial.healthy]
    fine = [trial for trial in trials if trial.healthy]
    offered = [trial for trial in faulty if trial.mended != "none" and trial.mended != "-"]
    wrong = [trial for trial in faulty if not trial.right and trial.confidence == "confirmed"]
    return "\n".join([
        f"first diagnosis right: {sum(t.right for t in faulty)} of {len(faulty)} faults",
        f"healthy without alarm: {sum(t.right for t in fine)} of {len(fine)}",
        f"mended by the fix commands: {sum(t.mended == 'yes' for t in offered)} of {len(offered)} that offer some",
        f"wrong and called confirmed: {len(wrong)}"])
