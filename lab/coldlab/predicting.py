"""The model beside the probes: every fault injected and collected, then each probe predicted without its result."""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time

from . import collect, evaluation, faults, laboratory, settling
from .laboratory import LabError

_COLDTRACE = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "coldtrace")


def main(arguments):
    chosen = _parser().parse_args(arguments)
    if chosen.of:
        return _predict([entry.path for entry in sorted(os.scandir(chosen.of), key=lambda e: e.name) if entry.is_dir()])
    with tempfile.TemporaryDirectory(prefix="coldtrace-predictions-") as scratch:
        place = chosen.keep or scratch
        print(f"seed {chosen.seed}", flush=True)
        try:
            loaded = [faults.load(name) for name in chosen.fault] or faults.all_faults()
            for number, fault in enumerate(loaded):
                dice = random.Random(f"{chosen.seed} {fault.name}")
                _snapshot(fault, dice, f"predict-{os.getpid()}-{number}", place)
        except LabError as error:
            print(f"predictions: {error}", file=sys.stderr)
            return 2
        return _predict([os.path.join(place, fault.name) for fault in loaded])


def _parser():
    parser = argparse.ArgumentParser(prog="lab/predictions", description=__doc__)
    parser.add_argument("fault", nargs="*", help="default: all of lab/faults")
    parser.add_argument("--of", metavar="DIR", help="no lab: the snapshots that the folders in DIR hold")
    parser.add_argument("--seed", type=int, default=int(time.time()),
                        help="draws addresses, names, VNIs, ports and numbers of nodes (default: by the clock)")
    parser.add_argument("--keep", metavar="DIR", help="leave the snapshots there, a folder a fault")
    return parser


def _snapshot(fault, dice, lab_name, place):
    """The fault's cluster as its nodes' collectors saw it."""
    options = fault.fitting(evaluation.draw(dice, lab_name))
    try:
        lab = laboratory.up(options)
        node = dice.choice(lab.cluster.nodes)
        faults.inject(lab, fault.name, node.name if fault.node else None)
        settling.settle(lab)
        together = () if fault.where == "underlay" else ("--at", "0")
        _, failed = collect.run(lab, os.path.normpath(collect.COLLECTOR), os.path.join(place, fault.name), together, lead=10)
        if failed:
            raise LabError(f"{fault.name}: no tarball of {', '.join(failed)}")
    finally:
        laboratory.down(lab_name)


def _predict(folders):
    return subprocess.run([_COLDTRACE, "predictions", *folders], check=False).returncode
