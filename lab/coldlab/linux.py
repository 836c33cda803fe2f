"""The system calls that Python 3.11 does not offer: namespaces, mounts, process names."""

import ctypes
import os
import signal

NEWNS, NEWUTS, NEWPID, NEWNET = 0x20000, 0x4000000, 0x20000000, 0x40000000
MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REMOUNT, MS_BIND, MS_REC, MS_PRIVATE = 32, 4096, 16384, 1 << 18
_PR_SET_PDEATHSIG, _PR_SET_NAME = 1, 15
_SYS_PIVOT_ROOT, _MNT_DETACH = 155, 2

_libc = ctypes.CDLL(None, use_errno=True)
_argument_area = None


def _check(result, what):
    if result != 0:
        error = ctypes.get_errno()
        raise OSError(error, f"{what}: {os.strerror(error)}")


def unshare(flags):
    _check(_libc.unshare(flags), "unshare")


def enter(pid, *kinds):
    """Joins the namespaces of a process: net, mnt, uts, pid."""
    handles = [os.open(f"/proc/{pid}/ns/{kind}", os.O_RDONLY | os.O_CLOEXEC) for kind in kinds]
    for handle in handles:
        enter_handle(handle)


def enter_handle(handle):
    _check(_libc.setns(handle, 0), "setns")
    os.close(handle)


def mount(source, target, kind=None, flags=0, data=None):
    encoded = [text.encode() if text else None for text in (source, target, kind)]
    _check(_libc.mount(*encoded, ctypes.c_ulong(flags), data.encode() if data else None),
           f"mount {source} {target}")


def bind(source, target, read_only=False):
    mount(source, target, flags=MS_BIND | MS_REC)
    if read_only:
        mount(None, target, flags=MS_REMOUNT | MS_BIND | MS_RDONLY)


def pivot_root(new_root):
    """The new root becomes `/`; nothing of the old one stays reachable."""
    os.chdir(new_root)
    _check(_libc.syscall(_SYS_PIVOT_ROOT, b".", b"."), "pivot_root")
    detach(".")
    os.chdir("/")


def detach(mount_point):
    _check(_libc.umount2(mount_point.encode(), _MNT_DETACH), "umount")


def set_hostname(name):
    _check(_libc.sethostname(name.encode(), len(name)), "sethostname")


def die_with_parent():
    _check(_libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0), "prctl")


def outlive_parent():
    _check(_libc.prctl(_PR_SET_PDEATHSIG, 0, 0, 0, 0), "prctl")


def remember_argument_area():
    """Where the kernel reads this process's command line; forks share the address."""
    global _argument_area
    with open("/proc/self/stat", encoding="ascii") as stat:
        fields = stat.read().rpartition(")")[2].split()
    _argument_area = int(fields[45]), int(fields[46])


def set_title(command_line, name=None):
    """Makes `ps` show this command line.

    The last byte stays non-zero, which is how the kernel knows a rewritten title: it shows
    the text up to the first NUL and no padding.
    """
    name = name or os.path.basename(command_line.split()[0])
    _libc.prctl(_PR_SET_NAME, name.encode()[:15], 0, 0, 0)
    if not _argument_area:
        return
    start, end = _argument_area
    room = end - start - 2
    text = command_line.encode()[:room].ljust(room, b"\0") + b"\0x"
    ctypes.memmove(start, text, len(text))


def fork_child(function, *arguments):
    """Runs function in a child; returns the child's id."""
    pid = os.fork()
    if pid:
        return pid
    status = 70
    try:
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, signal.SIG_DFL)
        status = function(*arguments) or 0
    except BaseException as error:  # a fork must never return into its parent's code
        if not isinstance(error, SystemExit):
            os.write(2, f"{function.__module__}: {error!r}\n".encode())
        else:
            status = error.code or 0
    finally:
        os._exit(status)
