"""The model's verdicts: one analyzer for all cases, as starting one takes longer than its answers."""

import json
import os
import subprocess

_COLDTRACE = os.path.join(os.path.dirname(os.path.realpath(__file__)), "..", "..", "coldtrace")


class ModelError(Exception):
    """The analyzer itself failed."""


def flows_text(flows):
    """A line a flow, as the contract has it; size and DF are columns of our own behind it."""
    return "".join(
        "\t".join((flow["id"], flow["from"], flow["to"], flow["protocol"], str(flow["port"] or "-"), str(flow["size"]),
                   "df" if flow["df"] else "-")) + "\n"
        for flow in flows)


class Model:
    """Answers in the order of the questions, while the next packets are sent already."""

    def __init__(self):
        self._process = subprocess.Popen(
            [os.environ.get("COLDTRACE", _COLDTRACE), "trace-each"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        self._asked = 0
        self._answers = []

    def close(self):
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def ask(self, snapshot, flows_file):
        """The number of the question."""
        try:
            print(snapshot, flows_file, sep="\t", file=self._process.stdin, flush=True)
        except BrokenPipeError:
            self._failed("")
        self._asked += 1
        return self._asked - 1

    def answer(self, question):
        """Predictions by flow id."""
        while len(self._answers) <= question:
            line = self._process.stdout.readline()
            try:
                self._answers.append({answer["id"]: answer for answer in json.loads(line)})
            except ValueError:
                self._failed(line)
        found, self._answers[question] = self._answers[question], None
        return found

    def _failed(self, line):
        raise ModelError(f"coldtrace trace-each: status {self._process.poll()}: {line[:500]}")
