"""Runs a node's own tools."""

import subprocess

ENVIRONMENT = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}


def run(*argv, text=None, check=True):
    """Standard output of a command; its standard error goes into the exception."""
    done = subprocess.run(argv, input=text, capture_output=True, text=True, check=False)
    if check and done.returncode:
        raise RuntimeError(f"{' '.join(argv)}: {done.returncode}: {done.stderr.strip()}")
    return done.stdout


def ip(*lines):
    run("ip", "-batch", "-", text="\n".join(lines) + "\n")


def restore(text):
    run("iptables-restore", "--noflush", "-w", "5", text=text)


def saved_rules():
    """The rules as {table: [line, ...]} without counters."""
    tables, current = {}, None
    for line in run("iptables-save", check=False).splitlines():
        if line.startswith("*"):
            current = tables.setdefault(line[1:], [])
        elif current is not None and line[:1] in ":-":
            current.append(line.split(" [")[0] if line[0] == ":" else line)
    return tables
