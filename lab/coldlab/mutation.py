"""The mutation benchmark: what is diagnosed of a fault in a text, and of the same fault in the lab."""

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time

from . import collect, laboratory, settling
from .evaluation import draw
from .laboratory import LabError

_HOME = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_COLDTRACE = os.path.join(_HOME, "coldtrace")


def main(arguments):
    parser = argparse.ArgumentParser(prog="lab/mutate", description=__doc__)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="draws the cluster and the variants (default: by the clock)")
    parser.add_argument("--variants", type=int, default=294, help="in the text (default: 294)")
    parser.add_argument("--real", type=int, help="in the lab as well (default: a tenth of them)")
    chosen = parser.parse_args(arguments)
    real = chosen.variants // 10 if chosen.real is None else chosen.real
    dice = random.Random(f"mutate {chosen.seed}")
    options = draw(dice, f"mutate-{os.getpid()}")
    print(f"seed {chosen.seed}: {options.nodes} nodes, iptables-{options.iptables}, VXLAN port {options.vxlan_port}", flush=True)
    try:
        with tempfile.TemporaryDirectory() as scratch:
            variants = _in_text(options, scratch, chosen)
            for variant in variants:
                if not variant["right"]:
                    print(f"WRONG {variant['fault']:22} on {variant['node']}: {_says(variant)}; {variant['command']}", flush=True)
            tried = dice.sample(variants, min(real, len(variants)))
            for number, variant in enumerate(tried):
                variant["real"] = _in_lab(options, variant, os.path.join(scratch, f"real-{number}"))
                print(_line(variant), flush=True)
    except LabError as error:
        print(f"mutate: {error}", file=sys.stderr)
        return 2
    print(_table(variants))
    return int(not all(each["right"] and each.get("real", {"right": True})["right"] for each in variants))


def _in_text(options, scratch, chosen):
    healthy = os.path.join(scratch, "healthy")
    lab = laboratory.up(options)
    try:
        settling.settle(lab)
        _collect(lab, healthy)
    finally:
        laboratory.down(options.name)
    done = subprocess.run([_COLDTRACE, "corpus", "mutate", healthy, "--seed", str(chosen.seed), "--count", str(chosen.variants), "--json"],
                          stdout=subprocess.PIPE, text=True, check=False)
    if done.returncode:
        raise LabError(f"corpus mutate ended with {done.returncode}")
    variants = json.loads(done.stdout)
    for each in variants:
        each["right"] = _is_right(each)
    return variants


def _collect(lab, output):
    _, failed = collect.run(lab, os.path.normpath(collect.COLLECTOR), output, ("--at", "0"))
    if failed:
        raise LabError(f"no tarball of {', '.join(failed)}")


def _is_right(variant):
    if _is_harmless(variant):
        return variant["found"] == "" and not variant["breaks"]
    return variant["found"] == variant["expected"] and variant["nodes"] == [variant["node"]]


def _is_harmless(variant):
    return variant["expected"] == ""


def _in_lab(options, variant, place):
    """The same fault on a node of a lab like the one that the text came from."""
    lab = laboratory.up(options)
    try:
        done = lab.run(variant["node"], ["sh", "-c", variant["command"]])
        if done.returncode:
            raise LabError(f"{variant['command']}: {done.stderr.strip()[:120]}")
        settling.settle(lab)
        _collect(lab, place)
    finally:
        laboratory.down(options.name)
    report = os.path.join(place, "report.json")
    done = subprocess.run([_COLDTRACE, "analyze", place, "--quiet", "--json", report, "--output", os.path.join(place, "report.html")],
                          capture_output=True, text=True, check=False)
    if done.returncode > 1:
        raise LabError(f"analyze: {done.stderr.strip()[-120:]}")
    with open(report, encoding="utf-8") as source:
        grave = [each for each in json.load(source)["diagnoses"] if each["severity"] in ("critical", "error")]
    first = grave[0] if grave else {"id": "", "nodes": [], "confidence": ""}
    found = dict(variant, found=first["id"], nodes=sorted(first["nodes"]), confidence=first["confidence"])
    found["right"] = _is_right(found)
    return found


def _line(variant):
    real = variant["real"]
    mark = "ok   " if real["right"] and variant["right"] else "WRONG"
    return f"{mark} {variant['fault']:22} on {variant['node']}: text {_says(variant)}; lab {_says(real)}"


def _says(variant):
    return f"{variant['found'] or 'nothing'} {' '.join(variant['nodes'])}"


def _table(variants):
    rows = [f"\n{'fault':22} {'text':>12} {'lab':>10}"]
    for fault in sorted({each["fault"] for each in variants}):
        same = [each for each in variants if each["fault"] == fault]
        real = [each["real"] for each in same if "real" in each]
        rows.append(f"{fault:22} {_of(same):>12} {_of(real):>10}")
    real = [each["real"] for each in variants if "real" in each]
    harmless = [each for each in variants + real if _is_harmless(each)]
    rows.append(f"{'all':22} {_of(variants):>12} {_of(real):>10}")
    rows.append(f"false alarms: {sum(not each['right'] for each in harmless)} of {len(harmless)} variants that break nothing")
    wrong = [each for each in variants + real if not each["right"] and each["confidence"] == "confirmed"]
    rows.append(f"wrong and called confirmed: {len(wrong)}")
    return "\n".join(rows)


def _of(variants):
    return f"{sum(each['right'] for each in variants)} of {len(variants)}" if variants else "-"
