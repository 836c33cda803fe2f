"""The files of a captured node with names for what differs: `@node.ip@`, `@pod.interface@`, `@peer.subnet@`.

A line (with what is indented below it) that names a pod, a peer or every node stands there once for each.
"""

import os
import re

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "template")

_NAME = re.compile(r"@([a-z]+)\.([a-z_]+)@")
_RECORD = re.compile(r"^(?=\S)", re.MULTILINE)
_REPEATED = ("pod", "peer", "every")


def read(path):
    with open(os.path.join(FOLDER, path), encoding="utf-8") as source:
        return source.read()


def commands():
    """Rows of file, kind, command, exit status, seconds, state, file of the standard error."""
    return [line.split("\t") for line in read("commands.tsv").splitlines()]


def paths():
    found = []
    for folder, _, files in os.walk(FOLDER):
        found += [os.path.relpath(os.path.join(folder, name), FOLDER) for name in files]
    return sorted(set(found) - {"commands.tsv"})


def filled(text, values, lists):
    """`values` are for the names that stand for one thing, `lists` for those of which there are several."""
    filled_in = []
    for scope, block in _blocks(text):
        if scope is None:
            filled_in.append(_named(block, values))
        else:
            filled_in += [_named(block, {**values, scope: each}) for each in lists[scope]]
    return "".join(filled_in)


def _blocks(text):
    """Neighbouring records of one thing belong together: first all of one pod, then all of the next."""
    scope, block = None, []
    for record in filter(None, _RECORD.split(text)):
        named = {match[1] for match in _NAME.finditer(record)}
        repeated = next((each for each in _REPEATED if each in named), None)
        if repeated != scope and block:
            yield scope, "".join(block)
            block = []
        scope = repeated
        block.append(record)
    if block:
        yield scope, "".join(block)


def _named(text, values):
    return _NAME.sub(lambda match: str(values[match[1]][match[2]]), text)
