"""Takes the machine out of a snapshot: a lab's nodes run on its kernel, and some outputs tell which that is.

A snapshot here is {node: {path: bytes}}. What is changed keeps its meaning for a diagnosis, and manifest.tsv stays true.
"""

import glob
import hashlib
import os
import re
import socket

from .laboratory import LabError

_HERE = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
_RELEASE = "6.1.0-28-amd64"
_VERSION = "#1 SMP PREEMPT_DYNAMIC Debian 6.1.119-1 (2024-11-22)"
# The rest of sysctl is the machine's hardware, boot id and limits; no rule of a pod network asks for it.
_SYSCTL = re.compile(rb"net\.|kernel\.(hostname|ostype) ")
_COLUMNS = 10
_BYTES, _DIGEST = 6, 8


def scrub(snapshot):
    kernel = os.uname()
    for files in snapshot.values():
        for path, content in files.items():
            if path.endswith("sysctl-a.txt"):
                content = b"".join(line for line in content.splitlines(True) if _SYSCTL.match(line))
            content = content.replace(kernel.release.encode(), _RELEASE.encode())
            files[path] = content.replace(kernel.version.encode(), _VERSION.encode())
        files["manifest.tsv"] = _true_manifest(files)


def _true_manifest(files):
    lines = []
    for line in files["manifest.tsv"].decode().splitlines():
        columns = line.split("\t")
        if len(columns) == _COLUMNS and columns[0] != "-":
            content = files[columns[0]]
            columns[_BYTES], columns[_DIGEST] = str(len(content)), hashlib.sha256(content).hexdigest()
        lines.append("\t".join(columns))
    return ("\n".join(lines) + "\n").encode()


def check(snapshot):
    """Refuses what still tells of the machine."""
    found = [f"{node}/{path}: {what}" for node, files in snapshot.items() for path, content in files.items()
             for what, pattern in _forbidden() if re.search(pattern, content)]
    if found:
        raise LabError("this would carry the machine into the corpus:\n  " + "\n  ".join(found))


def _forbidden():
    """What it is, and how it looks: the words alone, so that a host called `vm` does not forbid `vm.swappiness`."""
    kernel = os.uname()
    words = [("the kernel's release", kernel.release), ("the kernel's version", kernel.version),
             ("the machine's name", socket.gethostname()), ("the lab's folder", _HERE),
             ("a process of the lab", "coldtrace-lab"), ("the boot id", _first_line("/proc/sys/kernel/random/boot_id")),
             ("the machine's id", _first_line("/etc/machine-id")), ("the kernel's command line", _first_line("/proc/cmdline"))]
    words += [("an address of the machine's network card", _first_line(path))
              for path in glob.glob("/sys/class/net/*/address")]
    words += [("a mount of the machine", mount) for mount in _mounts()]
    return [(what, rb"(?<![\w.-])" + re.escape(word.encode()) + rb"(?![\w.-])")
            for what, word in sorted(set(words)) if word and set(word) - set("0:")]


def _first_line(path):
    try:
        with open(path, encoding="utf-8", errors="replace") as source:
            return source.readline().strip()
    except OSError:
        return ""


def _mounts():
    """Devices and folders that another machine does not have; every Linux has the others."""
    with open("/proc/self/mounts", encoding="utf-8") as mounts:
        for line in mounts:
            source, target = line.split()[:2]
            if source.startswith("/dev/"):
                yield source
            if target != "/" and not target.startswith(("/proc", "/sys", "/dev", "/run", "/tmp")):
                yield target
