"""What kubelets report and the API, kube-proxy and the lab's commands read.

A folder that all of the lab's processes hold open and no node has mounted: the control plane's
own traffic does not depend on the network under test.
"""

import json
import os


class Shared:
    def __init__(self, path):
        self._folder = os.open(path, os.O_RDONLY | os.O_DIRECTORY)

    def write(self, name, value):
        scratch = f".{name}.{os.getpid()}"
        handle = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600, dir_fd=self._folder)
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump(value, out)
        os.rename(scratch, name, src_dir_fd=self._folder, dst_dir_fd=self._folder)

    def read(self, name, default=None):
        try:
            handle = os.open(name, os.O_RDONLY, dir_fd=self._folder)
        except FileNotFoundError:
            return default
        with os.fdopen(handle, encoding="utf-8") as source:
            return json.load(source)

    def written(self, name):
        """When a report was last written; every report is a new file, so its place in memory tells as well."""
        status = os.stat(name, dir_fd=self._folder)
        return status.st_mtime_ns, status.st_ino

    def remove(self, name):
        try:
            os.unlink(name, dir_fd=self._folder)
        except FileNotFoundError:
            pass

    def pods(self, cluster):
        """The state of every pod by its key."""
        states = {}
        for node in cluster.nodes:
            states.update(self.read(f"pods-{node.name}", {}))
        return states

    def running(self, cluster):
        return sorted(key for key, state in self.pods(cluster).items() if state["running"])


def endpoints(cluster, states, service, port):
    """Addresses behind a service's port: the ready ones, the others."""
    if not service.selector:
        return [f"{cluster.nodes[0].ip}:{port.target}"], []
    ready, others = [], []
    for pod in cluster.pods_behind(service):
        alive = states.get(pod.key, {}).get("running")
        (ready if alive else others).append(f"{pod.ip}:{port.target}")
    return sorted(ready), sorted(others)
