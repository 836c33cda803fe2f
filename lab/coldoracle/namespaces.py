"""Network namespaces without names: they live as long as this process does, however it ends."""

import os
import subprocess
from contextlib import contextmanager

from coldlab import linux

_HOME = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)


class CommandError(Exception):
    """A command that a case needs did not work; the case is no case then."""


class Namespace:
    def __init__(self):
        linux.unshare(linux.NEWNET)
        try:
            self._handle = os.open("/proc/self/ns/net", os.O_RDONLY | os.O_CLOEXEC)
        finally:
            linux.enter_handle(os.dup(_HOME))

    @property
    def path(self):
        """As `ip link ... netns` takes it."""
        return f"/proc/{os.getpid()}/fd/{self._handle}"

    def close(self):
        os.close(self._handle)

    @contextmanager
    def inside(self):
        """Sockets that are made here stay here; so do values written to /proc/sys/net."""
        linux.enter_handle(os.dup(self._handle))
        try:
            yield
        finally:
            linux.enter_handle(os.dup(_HOME))

    def run(self, argv, text=None, may_fail=False):
        """A command's standard output."""
        done = subprocess.run(argv, input=text, text=True, capture_output=True, check=False,
                              preexec_fn=lambda: linux.enter_handle(os.dup(self._handle)))
        if done.returncode and not may_fail:
            raise CommandError(f"{' '.join(argv)}: {done.stderr.strip()}\n{text or ''}")
        return done.stdout

    def ip(self, commands):
        if commands:
            self.run(["ip", "-batch", "-"], "\n".join(commands) + "\n")

    def bridge(self, commands):
        if commands:
            self.run(["bridge", "-batch", "-"], "\n".join(commands) + "\n")

    def sysctl(self, values):
        with self.inside():
            for key, value in values.items():
                path = "/".join(part.replace("/", ".") for part in key.split("."))
                try:
                    with open(f"/proc/sys/{path}", "w", encoding="ascii") as setting:
                        setting.write(f"{value}\n")
                except OSError as error:
                    raise CommandError(f"sysctl {key}={value}: {error}") from None
