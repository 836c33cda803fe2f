"""`lab/oracle`: options, the loop over cases, figures."""

import argparse
import json
import os
import shutil
import sys
import time
from collections import Counter

from . import generate, minimize, trial
from .namespaces import CommandError
from .model import ModelError

_KEEP = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", ".build", "oracle")


def _whole_number(text):
    number = int(text)
    if not 0 <= number <= 2 ** 63:
        raise argparse.ArgumentTypeError("between 0 and 2^63")
    return number


def _options(arguments):
    parser = argparse.ArgumentParser(
        prog="lab/oracle", description="Sends real packets through generated networks and asks the model what becomes "
        "of them. Exit status: 0 they agree, 1 they do not, 2 wrong usage, 3 it could not run.")
    parser.add_argument("--flows", type=_whole_number, default=2000, metavar="N", help="how many (default: 2000)")
    parser.add_argument("--seed", type=_whole_number, default=1, metavar="S", help="the same seed, the same cases")
    parser.add_argument("--per-case", type=_whole_number, default=100, metavar="N", help="flows of a network")
    parser.add_argument("--window", type=float, default=0.6, metavar="SECONDS", help="how long an answer may take")
    parser.add_argument("--keep", default=os.path.normpath(_KEEP), metavar="DIR", help="where disagreements go")
    parser.add_argument("--as-found", action="store_true", help="do not minimize disagreements")
    parser.add_argument("--case", metavar="FILE", help="run this case.json instead")
    return parser.parse_args(arguments)


def main(arguments):
    options = _options(arguments)
    if os.geteuid() != 0:
        print("lab/oracle: network namespaces need root", file=sys.stderr)
        return 3
    try:
        return _Run(options).cases()
    except ModelError as error:
        print(f"lab/oracle: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130


class _Run:
    def __init__(self, options):
        self._options = options
        self._figures = Counter()
        self._reasons = Counter()
        self._unknown = Counter()
        self._disagreements = []

    def cases(self):
        started = time.monotonic()
        if self._options.case:
            with open(self._options.case, encoding="utf-8") as source:
                self._case(json.load(source), "replay")
        number = 0
        while not self._options.case and self._figures["flows"] < self._options.flows:
            flows = min(self._options.per_case, self._options.flows - self._figures["flows"])
            self._case(generate.case(self._options.seed, number, flows), f"{self._options.seed}-{number}")
            number += 1
        self._print(time.monotonic() - started)
        return 1 if self._disagreements else 0

    def _case(self, case, name):
        for attempt in range(3):
            try:
                outcomes = trial.run(case, self._options.window)
                break
            except CommandError as error:
                if attempt == 2 or self._options.case:
                    self._figures["cases that could not be built"] += 1
                    print(f"case {name}: {error}", file=sys.stderr)
                    return
        self._figures["cases"] += 1
        for outcome in outcomes:
            self._figures["flows"] += 1
            self._figures[f"model {outcome.verdict}"] += 1
            self._figures[f"kernel {outcome.observed.verdict}"] += 1
            if outcome.verdict not in ("delivered", "unknown"):
                self._reasons[outcome.predicted["reason"] or ""] += 1
            if outcome.verdict == "unknown":
                self._unknown[self._why(outcome)] += 1
            if not outcome.agrees and self._confirmed(case, outcome):
                self._disagree(case, name, outcome)

    @staticmethod
    def _why(outcome):
        decided = outcome.predicted.get("decidedBy") or {}
        return f"{outcome.predicted['reason']} {decided.get('text', '')}"

    def _confirmed(self, case, outcome):
        """On a busy machine an answer may be late: once more, alone, with more time."""
        again = trial.run({**case, "flows": [outcome.flow]}, 4 * self._options.window)[0]
        self._figures["late answers"] += again.agrees
        return not again.agrees

    def _disagree(self, case, name, outcome):
        print(f"DISAGREEMENT in case {name}\n{outcome}", flush=True)
        if not self._options.as_found:
            case = minimize.smallest(case, outcome.flow, self._options.window)
        folder = os.path.join(self._options.keep, f"{name}-{outcome.flow['id']}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        final = trial.run({**case, "flows": [outcome.flow]}, self._options.window, folder)[0]
        with open(os.path.join(folder, "case.json"), "w", encoding="utf-8") as output:
            json.dump({**case, "flows": [outcome.flow]}, output, indent=1)
        with open(os.path.join(folder, "expected.tsv"), "w", encoding="utf-8") as output:
            output.write(f"{outcome.flow['id']}\t{final.observed.verdict}\n")
        print(f"  kept in {folder}", flush=True)
        self._disagreements.append(folder)

    def _print(self, seconds):
        figures = self._figures
        print(f"{figures['flows']} flows in {figures['cases']} networks, {seconds:.0f} s: "
              f"{len(self._disagreements)} disagreements, {figures['model unknown']} unknown")
        for name in sorted(figures):
            if name not in ("flows", "cases"):
                print(f"  {figures[name]:7} {name}")
        for reason, count in self._reasons.most_common():
            print(f"  {count:7} lost by {reason}")
        for reason, count in self._unknown.most_common(10):
            print(f"  {count:7} unknown: {reason}")
        for folder in self._disagreements:
            print(f"  see {folder}")
