"""The files of a node, as kubeadm, flannel and Debian leave them."""

import json

_HOST_ONLY = ("pip.conf", "npmrc", "wgetrc", "gitconfig", "environment", "image.setuid-baseline",
              "machine-id", "motd", "fstab", "hosts", "hostname", "resolv.conf", "os-release")

HOST_ONLY = tuple(f"/etc/{name}" for name in _HOST_ONLY)

OS_RELEASE = """PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
NAME="Debian GNU/Linux"
VERSION_ID="12"
VERSION="12 (bookworm)"
VERSION_CODENAME=bookworm
ID=debian
HOME_URL="https://www.debian.org/"
SUPPORT_URL="https://www.debian.org/support"
BUG_REPORT_URL="https://bugs.debian.org/"
"""

KUBERNETES_SYSCTL = """net.bridge.bridge-nf-call-iptables  = 1
net.bridge.bridge-nf-call-ip6tables = 1
net.ipv4.ip_forward                 = 1
"""

LIVE_SYSCTL = {
    "net/ipv4/ip_forward": 1,
    "net/ipv6/conf/all/forwarding": 0,
    "net/bridge/bridge-nf-call-iptables": 1,
    "net/bridge/bridge-nf-call-ip6tables": 1,
    "net/ipv4/conf/all/route_localnet": 1,
}

CMDLINE = "BOOT_IMAGE=/boot/vmlinuz root=/dev/vda1 ro console=ttyS0\n"

DMESG = "#!/bin/sh\necho '[    0.000000] coldtrace lab: a node has no kernel log of its own'\n"

_TABLES = ("iptables", "iptables-save", "iptables-restore", "ip6tables", "ip6tables-save", "ip6tables-restore")


def net_conf(cluster):
    backend = {"Type": cluster.options.backend}
    if cluster.tunnel and cluster.options.vxlan_port != 8472:
        backend["Port"] = cluster.options.vxlan_port
    if cluster.tunnel and cluster.options.vni != 1:
        backend["VNI"] = cluster.options.vni
    return json.dumps({"Network": cluster.options.pod_network, "EnableNFTables": False, "Backend": backend}, indent=2)


def cni_conf():
    return json.dumps({
        "name": "cbr0",
        "cniVersion": "0.3.1",
        "plugins": [
            {"type": "flannel", "delegate": {"hairpinMode": True, "isDefaultGateway": True}},
            {"type": "portmap", "capabilities": {"portMappings": True}},
        ],
    }, indent=2) + "\n"


def subnet_env(cluster, node):
    return (f"FLANNEL_NETWORK={cluster.options.pod_network}\nFLANNEL_SUBNET={node.gateway_ip}/24\n"
            f"FLANNEL_MTU={cluster.options.pod_mtu}\nFLANNEL_IPMASQ=true\n")


def kubeconfig(server, user):
    return f"""apiVersion: v1
kind: Config
clusters:
- name: kubernetes
  cluster:
    server: {server}
contexts:
- name: {user}@kubernetes
  context:
    cluster: kubernetes
    user: {user}
current-context: {user}@kubernetes
users:
- name: {user}
  user: {{}}
"""


def files(cluster, node):
    """Path and text of each file that differs from a fresh Debian."""
    hosts = "127.0.0.1\tlocalhost\n" + "".join(f"{peer.ip}\t{peer.name}\n" for peer in cluster.nodes)
    texts = {
        "/etc/hostname": node.name + "\n",
        "/etc/hosts": hosts,
        "/etc/resolv.conf": f"nameserver {cluster.gateway}\n",
        "/etc/os-release": OS_RELEASE,
        "/etc/machine-id": f"{node.index:032x}\n",
        "/etc/fstab": "/dev/vda1 / ext4 defaults 0 1\n",
        "/etc/environment": "",
        "/etc/motd": "",
        "/etc/modules-load.d/k8s.conf": "overlay\nbr_netfilter\n",
        "/etc/sysctl.d/99-kubernetes.conf": KUBERNETES_SYSCTL,
        "/etc/cni/net.d/10-flannel.conflist": cni_conf(),
        "/run/flannel/subnet.env": subnet_env(cluster, node),
        "/etc/kube-flannel/net-conf.json": net_conf(cluster) + "\n",
        "/var/lib/kube-proxy/config.conf": (
            "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\n"
            f"clusterCIDR: {cluster.options.pod_network}\nmode: iptables\n"),
        "/var/lib/kubelet/config.yaml": (
            "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n"
            f"clusterDNS:\n- {cluster.dns_ip}\nclusterDomain: cluster.local\n"),
    }
    if node.control_plane:
        texts["/etc/kubernetes/admin.conf"] = kubeconfig(f"http://{node.ip}:6443", "kubernetes-admin")
    return texts


def alternatives(backend):
    """Which iptables the node's `iptables` is."""
    links = {}
    for name in _TABLES:
        family, dash, tail = name.partition("-")
        links[f"/etc/alternatives/{name}"] = f"/usr/sbin/{family}-{backend}{dash}{tail}"
    return links
