"""Makes an incident of the corpus: a cluster, broken, collected, as text that tells nothing of this machine."""

import os
import shutil
import tarfile
import tempfile

from . import collect, faults, laboratory, scrubbing, settling
from .laboratory import LabError

CORPUS = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "corpus")
_LIMIT = 1 << 20
# Nodes that probe at one time prove more; on a busy machine it takes longer until all are ready.
_LONGEST_LEAD = 60


def run(options, corpus, incident, fault, node_name, lead, share_peers):
    """The incident's folder; an older snapshot of it is replaced, its story stays."""
    if not incident.replace("-", "").isalnum():
        raise LabError(f"an incident's id is made of letters, digits and -, not {incident!r}")
    snapshot = _collected(options, fault, node_name, lead, share_peers)
    scrubbing.scrub(snapshot)
    scrubbing.check(snapshot)
    size = sum(len(content) for files in snapshot.values() for content in files.values())
    if size > _LIMIT:
        raise LabError(f"{incident} would have {size} bytes; an incident of the corpus has {_LIMIT} at most")
    folder = os.path.join(corpus, incident)
    _write(snapshot, os.path.join(folder, "snapshot"))
    return folder, size


def _collected(options, fault, node_name, lead, share_peers):
    lab = laboratory.up(faults.load(fault).fitting(options) if fault else options)
    try:
        settling.settle(lab)
        if fault:
            faults.inject(lab, fault, node_name)
            settling.settle(lab)
        while True:
            snapshot = _collect(lab, lead, share_peers)
            late = [node for node, files in snapshot.items() if b"#note\t--at " in files["manifest.tsv"]]
            if not late:
                return snapshot
            if lead > _LONGEST_LEAD:
                raise LabError(f"{', '.join(late)}: not ready to probe after {lead} s")
            lead *= 2
            laboratory.report(f"{', '.join(late)} came late; once more, with {lead} s until the probes")
    finally:
        laboratory.down(options.name)


def _collect(lab, lead, share_peers):
    snapshot = {}
    with tempfile.TemporaryDirectory() as scratch:
        tarballs, failed = collect.run(lab, collect.COLLECTOR, scratch, (), lead, share_peers)
        for name in failed:
            with open(collect.log_of(lab, name), encoding="utf-8") as log:
                raise LabError(f"{name}: no tarball\n{log.read()}")
        for tarball in tarballs:
            _read(tarball, snapshot)
    return snapshot


def _read(tarball, snapshot):
    with tarfile.open(tarball) as archive:
        for member in archive:
            if member.isfile():
                node, _, path = member.name.partition("/")
                snapshot.setdefault(node, {})[path] = archive.extractfile(member).read()


def _write(snapshot, folder):
    shutil.rmtree(folder, ignore_errors=True)
    for node, files in snapshot.items():
        for path, content in files.items():
            target = os.path.join(folder, node, path)
            os.makedirs(os.path.dirname(target), mode=0o755, exist_ok=True)
            with open(target, "wb") as out:
                out.write(content)
            os.chmod(target, 0o644)
