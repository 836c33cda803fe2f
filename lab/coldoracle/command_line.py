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
from .model import Model, ModelError

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
    parser.add_argument("--window", type=float, default=0.3, metavar="SECONDS",
                        help="how long nothing must come before what is missing is lost")
    parser.add_argument("--keep", default=os.path.normpath(_KEEP), metavar="DIR", help="where disagreements go")
    parser.add_argument("--as-found", action="store_true", help="do not minimize disagreements")
    parser.add_argument("--case", nargs="+", metavar="FILE", help="run these instead, each a case.json")
    return parser.parse_args(arguments)


def main(arguments):
    options = _options(arguments)
    if os.geteuid() != 0:
        print("lab/oracle: network namespaces need root", file=sys.stderr)
        return 3
    asked = Model()
    try:
        return _Run(options, asked).all()
    except ModelError as error:
        print(f"lab/oracle: {error}", file=sys.stderr)
        return 3
    except KeyboardInterrupt:
        return 130
    finally:
        asked.close()


class _Run:
    def __init__(self, options, asked):
        self._options = options
        self._asked = asked
        self._flows = 0
        self._figures = Counter()
        self._reasons = Counter()
        self._unknown = Counter()
        self._disagreements = []

    def all(self):
        """While the model thinks about a case the packets of the next are on their way."""
        started = time.monotonic()
        try:
            self._each()
        finally:
            # Of a long run that somebody ends the figures count all the same.
            self._print(time.monotonic() - started)
        return 1 if self._disagreements else 0

    def _each(self):
        before = None
        for name, case in self._cases():
            sent = self._sent(name, case)
            if before:
                self._count(*before)
            before = (name, case, sent) if sent else None
        if before:
            self._count(*before)

    def _cases(self):
        for file in self._options.case or ():
            with open(file, encoding="utf-8") as source:
                yield os.path.basename(os.path.dirname(os.path.abspath(file))), json.load(source)
        number = 0
        while not self._options.case and self._flows < self._options.flows:
            flows = min(self._options.per_case, self._options.flows - self._flows)
            yield f"{self._options.seed}-{number}", generate.case(self._options.seed, number, flows)
            number += 1

    def _sent(self, name, case):
        for attempt in range(3):
            try:
                sent = trial.Trial(case, self._options.window, self._asked)
                self._flows += len(case["flows"])
                return sent
            except CommandError as error:
                if attempt == 2:
                    self._figures["cases that could not be built"] += 1
                    print(f"case {name}: {error}", file=sys.stderr)
        return None

    def _count(self, name, case, sent):
        self._figures["cases"] += 1
        doubtful = []
        for outcome in sent.outcomes():
            self._figures["flows"] += 1
            self._figures[f"model {outcome.verdict}"] += 1
            self._figures[f"kernel {outcome.observed.verdict}"] += 1
            if outcome.verdict not in ("delivered", "unknown"):
                self._reasons[outcome.predicted["reason"] or ""] += 1
            if outcome.verdict == "unknown":
                self._unknown[self._why(outcome)] += 1
            if not outcome.agrees:
                doubtful.append(outcome.flow)
        # On a busy machine an answer may be late: once more with more time, together and then alone.
        again = self._again(case, doubtful) if doubtful else []
        alone = [outcome for flow in again for outcome in self._again(case, [flow.flow])]
        self._figures["late answers"] += len(doubtful) - len(alone)
        for outcome in alone:
            self._disagree(case, name, outcome)

    def _again(self, case, flows):
        outcomes = trial.run({**case, "flows": flows}, 4 * self._options.window, self._asked)
        return [outcome for outcome in outcomes if not outcome.agrees]

    @staticmethod
    def _why(outcome):
        decided = outcome.predicted.get("decidedBy") or {}
        return f"{outcome.predicted['reason']} {decided.get('text', '')}"

    def _disagree(self, case, name, outcome):
        print(f"DISAGREEMENT in case {name}\n{outcome}", flush=True)
        if not self._options.as_found:
            case = minimize.smallest(case, outcome.flow, outcome.like, self._options.window, self._asked)
        folder = os.path.join(self._options.keep, f"{name}-{outcome.flow['id']}")
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        final = trial.run({**case, "flows": [outcome.flow]}, self._options.window, self._asked, folder)[0]
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
