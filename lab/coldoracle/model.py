"""The model's verdicts: the analyzer, asked as anybody asks it."""

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


def ask(snapshot, flows_file):
    """Predictions by flow id."""
    done = subprocess.run([os.environ.get("COLDTRACE", _COLDTRACE), "trace", snapshot, "--flows", flows_file, "--json"],
                          text=True, capture_output=True, check=False)
    try:
        answers = json.loads(done.stdout)
    except ValueError:
        raise ModelError(f"coldtrace trace: status {done.returncode}\n{done.stderr}\n{done.stdout[:500]}") from None
    return {answer["id"]: answer for answer in answers}
