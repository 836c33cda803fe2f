"""The processes of a pod: what each is called and what it does."""

import os
import signal
import time

from . import api, coredns, flanneld, http_server, kube_proxy, linux

_COMMAND_LINES = {
    "coredns": "/coredns -conf /etc/coredns/Corefile",
    "web": "nginx: master process nginx -g daemon off;",
    "kube-flannel-ds": "/opt/bin/flanneld --ip-masq --kube-subnet-mgr",
    "kube-proxy": "/usr/local/bin/kube-proxy --config=/var/lib/kube-proxy/config.conf --hostname-override={node}",
    "etcd": "etcd --advertise-client-urls=https://{ip}:2379 --data-dir=/var/lib/etcd --name={node}",
    "kube-apiserver": "kube-apiserver --advertise-address={ip} --secure-port=6443 "
                      "--service-cluster-ip-range={services}",
    "kube-controller-manager": "kube-controller-manager --allocate-node-cidrs=true --cluster-cidr={pods} "
                               "--service-cluster-ip-range={services}",
    "kube-scheduler": "kube-scheduler --kubeconfig=/etc/kubernetes/scheduler.conf --leader-elect=true",
}
_NAMES = {"web": "nginx"}

def pause():
    linux.set_title("/pause")
    while True:
        signal.pause()


def run(cluster, node, pod, shared):
    """The container's only process; ends when it ends."""
    options = cluster.options
    line = _COMMAND_LINES[pod.app].format(
        node=node.name, ip=node.ip, pods=options.pod_network, services=options.service_network)
    linux.set_title(line, _NAMES.get(pod.app))
    if pod.app == "coredns":
        coredns.run(cluster)
    elif pod.app == "web":
        text = f"{pod.name} on {pod.node}\n"
        page = text * (6000 // len(text))
        http_server.serve("0.0.0.0", 80, lambda path: (200, "text/plain", page if path == "/page" else text), "nginx/1.27.0")
    elif pod.app == "kube-flannel-ds":
        flanneld.run(cluster, node, shared)
    elif pod.app == "kube-proxy":
        kube_proxy.run(cluster, node, shared)
    elif pod.app == "kube-apiserver":
        api.run(cluster, node, shared)
    while True:
        time.sleep(3600)


def isolate(pod, cluster, node):
    """Gives the calling process a pod's network, name and resolver."""
    linux.unshare(linux.NEWNET | linux.NEWUTS | linux.NEWNS)
    linux.set_hostname(pod.name)
    linux.mount(None, "/", flags=linux.MS_REC | linux.MS_PRIVATE)
    folder = f"/var/lib/kubelet/pods/{pod.uid}"
    os.makedirs(folder, exist_ok=True)
    texts = {
        "/etc/resolv.conf": f"search {pod.namespace}.svc.cluster.local svc.cluster.local cluster.local\n"
                            f"nameserver {cluster.dns_ip}\noptions ndots:5\n",
        "/etc/hosts": f"127.0.0.1\tlocalhost\n{pod.ip}\t{pod.name}\n",
        "/etc/hostname": pod.name + "\n",
    }
    for target, text in texts.items():
        source = f"{folder}/{os.path.basename(target)}"
        with open(source, "w", encoding="utf-8") as out:
            out.write(text)
        linux.bind(source, target)
    linux.mount("sysfs", "/sys", "sysfs", linux.MS_NOSUID | linux.MS_NODEV | linux.MS_NOEXEC)
