#!/usr/bin/python3 -IS
"""systemctl of a lab node: asks the node's first process, which runs the lab's own daemons."""

import json
import os
import socket
import subprocess
import sys
import time

UNITS = {
    "containerd": "containerd container runtime",
    "dbus": "D-Bus System Message Bus",
    "firewalld": "firewalld - dynamic firewall daemon",
    "kubelet": "kubelet: The Kubernetes Node Agent",
    "ufw": "Uncomplicated firewall",
}
WANTS = "/etc/systemd/system/multi-user.target.wants"


def ask(request="list"):
    with socket.socket(socket.AF_UNIX) as control:
        control.connect("/run/systemd/private")
        control.sendall(request.encode())
        return json.loads(control.makefile().read())


def ufw_runs():
    try:
        with open("/run/ufw.active", encoding="ascii"):
            return True
    except OSError:
        return False


def state(unit):
    """ACTIVE and SUB as list-units prints them."""
    if unit == "ufw":
        return ("active", "exited") if ufw_runs() else ("inactive", "dead")
    return ("active", "running") if unit in ask() else ("inactive", "dead")


def enabled(unit):
    return unit in ("dbus", "containerd", "kubelet") and not os.path.exists(f"/run/.disabled-{unit}") \
        or os.path.lexists(f"{WANTS}/{unit}.service")


def wait_until(condition, seconds):
    for _ in range(int(seconds / 0.05)):
        if condition():
            return True
        time.sleep(0.05)
    return False


def start(unit):
    if unit == "ufw":
        with open("/etc/ufw/ufw.conf", encoding="utf-8") as conf:
            if "ENABLED=yes" in conf.read():
                subprocess.run(["/usr/lib/ufw/ufw-init", "start", "quiet"], check=False)
        open("/run/ufw.active", "w", encoding="ascii").close()
        return 0
    ask(f"start {unit}")
    if unit == "firewalld":
        return 0 if wait_until(lambda: subprocess.run(
            ["firewall-cmd", "--state"], capture_output=True, check=False).returncode == 0, 20) else 1
    return 0


def stop(unit):
    if unit == "ufw":
        if ufw_runs():
            subprocess.run(["/usr/lib/ufw/ufw-init", "stop"], capture_output=True, check=False)
            os.unlink("/run/ufw.active")
        return 0
    ask(f"stop {unit}")
    return 0 if wait_until(lambda: unit not in ask(), 20) else 1


def enable(unit):
    if unit in ("dbus", "containerd", "kubelet"):
        if os.path.exists(f"/run/.disabled-{unit}"):
            os.unlink(f"/run/.disabled-{unit}")
    elif not enabled(unit):
        os.makedirs(WANTS, exist_ok=True)
        os.symlink(f"/lib/systemd/system/{unit}.service", f"{WANTS}/{unit}.service")
        print(f"Created symlink {WANTS}/{unit}.service → /lib/systemd/system/{unit}.service.", file=sys.stderr)
    return 0


def disable(unit):
    if unit in ("dbus", "containerd", "kubelet"):
        open(f"/run/.disabled-{unit}", "w", encoding="ascii").close()
    elif enabled(unit):
        os.unlink(f"{WANTS}/{unit}.service")
        print(f'Removed "{WANTS}/{unit}.service".', file=sys.stderr)
    return 0


def list_units(everything):
    rows = [("proc-sys-fs-binfmt_misc.automount", "active", "waiting", "Arbitrary Executable File Formats File System")]
    rows += [(f"{unit}.service", *state(unit), text) for unit, text in UNITS.items()]
    rows += [("basic.target", "active", "active", "Basic System"),
             ("multi-user.target", "active", "active", "Multi-User System")]
    rows = [row for row in rows if everything or row[1] == "active"]
    width = max(len(row[0]) for row in rows)
    print(f"  {'UNIT':{width}} LOAD   ACTIVE   SUB     DESCRIPTION")
    for name, active, sub, text in rows:
        print(f"  {name:{width}} loaded {active:8} {sub:7} {text}")
    print(f"\nLOAD   = Reflects whether the unit definition was properly loaded.\n"
          "ACTIVE = The high-level unit activation state, i.e. generalization of SUB.\n"
          "SUB    = The low-level unit activation state, values depend on unit type.\n"
          f"{len(rows)} loaded units listed.\n"
          "To show all installed unit files use 'systemctl list-unit-files'.")
    return 0


def status(unit):
    active, sub = state(unit)
    word = "enabled" if enabled(unit) else "disabled"
    print(f"{'●' if active == 'active' else '○'} {unit}.service - {UNITS[unit]}\n"
          f"     Loaded: loaded (/lib/systemd/system/{unit}.service; {word}; preset: enabled)\n"
          f"     Active: {active} ({sub})")
    return 0 if active == "active" else 3


def is_active(unit):
    word = state(unit)[0] if unit in UNITS else "inactive"
    if "--quiet" not in sys.argv and "-q" not in sys.argv:
        print(word)
    return 0 if word == "active" else 3


def is_enabled(unit):
    print("enabled" if enabled(unit) else "disabled")
    return 0 if enabled(unit) else 1


def main(arguments):
    words = [word for word in arguments if not word.startswith("-")]
    action, units = (words or ["list-units"])[0], [word.removesuffix(".service") for word in words[1:]]
    now = "--now" in arguments
    if action == "list-units":
        return list_units("--all" in arguments or "-a" in arguments)
    if action in ("daemon-reload", "reset-failed"):
        return 0
    steps = {
        "start": [start], "stop": [stop], "restart": [stop, start], "reload": [], "status": [status],
        "enable": [enable] + [start] * now, "disable": [disable] + [stop] * now,
        "mask": [disable] + [stop] * now, "unmask": [], "is-active": [is_active], "is-enabled": [is_enabled],
    }.get(action)
    if steps is None:
        print(f"Unknown command verb {action}.", file=sys.stderr)
        return 1
    worst = 0
    for unit in units:
        if unit not in UNITS and action != "is-active":
            print(f"Unit {unit}.service could not be found." if action == "status" else
                  f"Failed to {action} {unit}.service: Unit {unit}.service not found.", file=sys.stderr)
            worst = max(worst, 4 if action == "status" else 5)
            continue
        for step in steps:
            worst = max(worst, step(unit))
    return worst


sys.exit(main(sys.argv[1:]))
