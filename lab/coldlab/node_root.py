"""A node's own root: /usr of this machine read-only, everything else its own."""

import os
import shutil

from . import linux, node_files

_DEVICES = ("null", "zero", "full", "random", "urandom", "tty")
_FOLDERS = ("usr", "etc", "proc", "sys", "dev", "run", "tmp", "root", "home", "boot", "mnt", "opt", "srv",
            "var/lib/dpkg", "var/lib/kubelet/pods", "var/lib/kube-proxy", "var/lib/misc", "var/log/pods",
            "var/cache", "var/tmp", "run/lock", "run/dbus", "run/flannel", "run/systemd", ".etc")
_LINKS = {"bin": "usr/bin", "sbin": "usr/sbin", "lib": "usr/lib", "lib64": "usr/lib64",
          "var/run": "/run", "dev/fd": "/proc/self/fd", "dev/ptmx": "pts/ptmx",
          "dev/stdin": "/proc/self/fd/0", "dev/stdout": "/proc/self/fd/1", "dev/stderr": "/proc/self/fd/2"}
_STUBS = {"systemctl": "/usr/bin/systemctl", "dmesg": "/usr/bin/dmesg"}


def build(cluster, node, mount_point, stubs):
    """Called in the node's new namespaces, by its first process; ends inside the new root."""
    linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    linux.mount("tmpfs", mount_point, "tmpfs", data="mode=755,size=512m")
    os.chdir(mount_point)
    for folder in _FOLDERS:
        os.makedirs(folder)
    os.chmod("tmp", 0o1777)
    os.chmod("var/tmp", 0o1777)
    os.chmod("root", 0o700)
    linux.bind("/usr", "usr", read_only=True)
    linux.mount("tmpfs", "usr/local", "tmpfs", data="mode=755,size=1m")
    for folder in ("bin", "sbin", "lib", "share"):
        os.mkdir(f"usr/local/{folder}")
    linux.bind("/var/lib/dpkg", "var/lib/dpkg", read_only=True)
    _mount_etc()
    _mount_devices()
    for link, target in _LINKS.items():
        os.symlink(target, link)
    linux.mount("proc", "proc", "proc", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    linux.mount("sysfs", "sys", "sysfs", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
    _write_stubs(stubs)
    linux.pivot_root(mount_point)
    _protect_kernel()
    for path, text in node_files.files(cluster, node).items():
        write(path, text)
    for link, target in node_files.alternatives(cluster.options.iptables).items():
        os.unlink(link)
        os.symlink(target, link)


def write(path, text, mode=0o644):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as out:
        out.write(text)
    os.chmod(path, mode)


def _mount_etc():
    linux.mount("tmpfs", ".etc", "tmpfs", data="mode=700,size=64m")
    os.makedirs(".etc/upper")
    os.makedirs(".etc/work")
    linux.mount("overlay", "etc", "overlay",
                data="lowerdir=/etc,upperdir=.etc/upper,workdir=.etc/work")
    linux.detach(".etc")
    shutil.rmtree(".etc")
    for path in node_files.HOST_ONLY:
        if os.path.lexists(path[1:]):
            os.unlink(path[1:])


def _mount_devices():
    linux.mount("tmpfs", "dev", "tmpfs", linux.MS_NOSUID, "mode=755,size=1m")
    for name in _DEVICES:
        with open(f"dev/{name}", "w", encoding="ascii"):
            pass
        linux.bind(f"/dev/{name}", f"dev/{name}")
    os.makedirs("dev/pts")
    os.makedirs("dev/shm", 0o1777)
    linux.mount("devpts", "dev/pts", "devpts", linux.MS_NOSUID | linux.MS_NOEXEC, "newinstance,ptmxmode=0666,mode=620")


def _write_stubs(stubs):
    for name, target in _STUBS.items():
        write(os.path.abspath(f"boot/.{name}"), stubs[name], 0o755)
        linux.bind(f"boot/.{name}", target[1:])
        os.unlink(f"boot/.{name}")


def _protect_kernel():
    """A node may set its own net.* values, and none of the machine's."""
    linux.bind("/proc/sys/net", "/proc/sys/net")
    linux.bind("/proc/sys", "/proc/sys", read_only=True)
    write("/run/cmdline", node_files.CMDLINE)
    linux.bind("/run/cmdline", "/proc/cmdline")
    os.unlink("/run/cmdline")
