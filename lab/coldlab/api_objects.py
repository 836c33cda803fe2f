"""The objects that the API shows, made from the topology and from what the kubelets report."""

import json
import uuid
from datetime import datetime, timezone

from . import node_files
from .shared import endpoints
from .topology import CONTAINER_NAMES, digest

_VERSION = "v1.31.4"
_OWNERS = {
    "kube-proxy": ("apps/v1", "DaemonSet", "kube-proxy"),
    "kube-flannel-ds": ("apps/v1", "DaemonSet", "kube-flannel-ds"),
    "coredns": ("apps/v1", "ReplicaSet", f"coredns-{digest('coredns')[:10]}"),
    "web": ("apps/v1", "StatefulSet", "web"),
}
_IMAGES = {
    "kube-proxy": f"registry.k8s.io/kube-proxy:{_VERSION}",
    "kube-flannel-ds": "ghcr.io/flannel-io/flannel:v0.26.2",
    "coredns": "registry.k8s.io/coredns/coredns:v1.11.3",
    "web": "docker.io/library/nginx:1.27",
    "etcd": "registry.k8s.io/etcd:3.5.15-0",
}
COREFILE = """.:53 {
    errors
    health {
       lameduck 5s
    }
    ready
    kubernetes cluster.local in-addr.arpa ip6.arpa {
       pods insecure
       fallthrough in-addr.arpa ip6.arpa
       ttl 30
    }
    prometheus :9153
    forward . /etc/resolv.conf {
       max_concurrent 1000
    }
    cache 30
    loop
    reload
    loadbalance
}
"""


def stamp(seconds):
    return datetime.fromtimestamp(int(seconds), timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Objects:
    """All objects at one moment, by resource name: `resources()["pods"]` is a list."""

    def __init__(self, cluster, states, leases=None, patched=None):
        """`leases` says how flannel started on a node, `patched` what ConfigMaps hold since; without them all is as the cluster was made."""
        self._cluster, self._states = cluster, states
        self._leases, self._patched = leases or {}, patched or {}
        self._created = stamp(cluster.options.created)
        self._pods = {pod.ip: pod for pod in cluster.pods if not pod.host_network}

    @classmethod
    def now(cls, cluster, shared):
        leases = {node.name: shared.read(f"flannel-{node.name}") for node in cluster.nodes}
        return cls(cluster, shared.pods(cluster), leases, shared.read("configmaps", {}))

    def resources(self):
        return {
            "nodes": [self._node(node) for node in self._cluster.nodes],
            "namespaces": [self._namespace(name) for name in
                           ("default", "kube-flannel", "kube-node-lease", "kube-public", "kube-system")],
            "pods": [self._pod(pod) for pod in self._cluster.pods],
            "services": [self._service(service) for service in self._cluster.services],
            "endpoints": [self._endpoints(service) for service in self._cluster.services],
            "endpointslices": [self._slice(service) for service in self._cluster.services],
            "configmaps": self._config_maps(),
            "events": self._events(),
            "daemonsets": [self._daemon_set(*each) for each in (
                ("kube-flannel-ds", "kube-flannel", {"app": "flannel"}),
                ("kube-proxy", "kube-system", {"k8s-app": "kube-proxy"}))],
            "deployments": [self._deployment()],
            "networkpolicies": [],
        }

    def _meta(self, kind, name, namespace=None, labels=None, annotations=None, **more):
        meta = {"name": name, "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}/{namespace}/{name}")),
                "resourceVersion": "1042", "creationTimestamp": self._created}
        if namespace:
            meta["namespace"] = namespace
        if labels:
            meta["labels"] = labels
        if annotations:
            meta["annotations"] = annotations
        return {**meta, **more}

    def _namespace(self, name):
        return {"kind": "Namespace", "apiVersion": "v1", "metadata": self._meta("Namespace", name),
                "spec": {"finalizers": ["kubernetes"]}, "status": {"phase": "Active"}}

    def _condition(self, kind, good, **more):
        return {"type": kind, "status": "True" if good else "False", "lastProbeTime": None,
                "lastTransitionTime": self._created, **more}

    def _node(self, node):
        labels = {"kubernetes.io/arch": "amd64", "kubernetes.io/os": "linux", "kubernetes.io/hostname": node.name}
        spec = {"podCIDR": node.pod_cidr, "podCIDRs": [node.pod_cidr]}
        if node.control_plane:
            labels["node-role.kubernetes.io/control-plane"] = ""
            spec["taints"] = [{"key": "node-role.kubernetes.io/control-plane", "effect": "PreferNoSchedule"}]
        options = self._cluster.options
        lease = self._leases.get(node.name) or {"backend": options.backend, "vni": options.vni}
        backend = {"VNI": lease["vni"], "VtepMAC": node.vtep_mac} if lease["backend"] == "vxlan" else None
        annotations = {
            "flannel.alpha.coreos.com/backend-data": json.dumps(backend, separators=(",", ":")),
            "flannel.alpha.coreos.com/backend-type": lease["backend"],
            "flannel.alpha.coreos.com/kube-subnet-manager": "true",
            "flannel.alpha.coreos.com/public-ip": node.ip,
            "node.alpha.kubernetes.io/ttl": "0",
        }
        conditions = [self._condition(kind, False, reason=reason, message=message) for kind, reason, message in (
            ("NetworkUnavailable", "FlannelIsUp", "Flannel is running on this node"),
            ("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
            ("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            ("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"))]
        conditions.append(self._condition(
            "Ready", True, reason="KubeletReady", message="kubelet is posting ready status"))
        info = {"kubeletVersion": _VERSION, "kubeProxyVersion": _VERSION, "operatingSystem": "linux",
                "architecture": "amd64", "osImage": "Debian GNU/Linux 12 (bookworm)",
                "containerRuntimeVersion": "containerd://1.7.24", "kernelVersion": _kernel(),
                "machineID": f"{node.index:032x}"}
        addresses = [{"type": "InternalIP", "address": node.ip}, {"type": "Hostname", "address": node.name}]
        return {"kind": "Node", "apiVersion": "v1",
                "metadata": self._meta("Node", node.name, None, labels, annotations), "spec": spec,
                "status": {"addresses": addresses, "conditions": conditions, "nodeInfo": info,
                           "capacity": {"cpu": "2", "pods": "110"}, "allocatable": {"cpu": "2", "pods": "110"}}}

    def _pod(self, pod):
        state = self._states.get(pod.key, {"running": False, "restarts": 0, "started": self._cluster.options.created})
        container = CONTAINER_NAMES.get(pod.app, pod.app)
        image = _IMAGES.get(pod.app, f"registry.k8s.io/{pod.app}:{_VERSION}")
        running = bool(state["running"])
        more = {}
        if pod.app in _OWNERS:
            version, kind, name = _OWNERS[pod.app]
            more["ownerReferences"] = [{"apiVersion": version, "kind": kind, "name": name, "controller": True,
                                        "uid": str(uuid.uuid5(uuid.NAMESPACE_URL, f"{kind}/{pod.namespace}/{name}"))}]
        spec = {"nodeName": pod.node, "containers": [{"name": container, "image": image, "ports": _ports(pod)}],
                "restartPolicy": "Always", "dnsPolicy": "Default" if pod.app == "coredns" else "ClusterFirst"}
        if pod.host_network:
            spec["hostNetwork"] = True
        conditions = [self._condition(kind, good) for kind, good in (
            ("PodReadyToStartContainers", True), ("Initialized", True), ("Ready", running),
            ("ContainersReady", running), ("PodScheduled", True))]
        meta = self._meta("Pod", pod.name, pod.namespace, pod.labels, None, **more)
        return {"kind": "Pod", "apiVersion": "v1", "metadata": {**meta, "uid": pod.uid}, "spec": spec,
                "status": {"phase": "Running", "conditions": conditions, "qosClass": "Burstable",
                           "hostIP": self._cluster.node(pod.node).ip, "hostIPs": [
                               {"ip": self._cluster.node(pod.node).ip}],
                           "podIP": pod.ip, "podIPs": [{"ip": pod.ip}], "startTime": self._created,
                           "containerStatuses": [self._container_status(pod, state, container, image)]}}

    def _container_status(self, pod, state, container, image):
        status = {"name": container, "image": image, "imageID": f"{image}@sha256:{digest(image)}",
                  "containerID": f"containerd://{digest(pod.uid, state['restarts'])}", "ready": bool(state["running"]),
                  "started": bool(state["running"]), "restartCount": state["restarts"], "lastState": {}}
        if state.get("finished"):
            code = state["exitCode"]
            status["lastState"] = {"terminated": {
                "exitCode": code, "reason": "Completed" if code == 0 else "Error",
                "startedAt": stamp(state["started"] if not state["running"] else self._cluster.options.created),
                "finishedAt": stamp(state["finished"]), "containerID": status["containerID"]}}
        if state["running"]:
            status["state"] = {"running": {"startedAt": stamp(state["started"])}}
        else:
            status["state"] = {"waiting": {
                "reason": "CrashLoopBackOff",
                "message": f"back-off 40s restarting failed container={container} "
                           f"pod={pod.name}_{pod.namespace}({pod.uid})"}}
        return status

    def _service(self, service):
        ports = [{"name": port.name, "protocol": port.protocol, "port": port.port, "targetPort": port.target}
                 for port in service.ports]
        spec = {"clusterIP": service.ip, "clusterIPs": [service.ip], "ports": ports, "type": "ClusterIP",
                "sessionAffinity": "None", "internalTrafficPolicy": "Cluster", "ipFamilies": ["IPv4"],
                "ipFamilyPolicy": "SingleStack"}
        if service.selector:
            spec["selector"] = service.selector
        return {"kind": "Service", "apiVersion": "v1", "spec": spec, "status": {"loadBalancer": {}},
                "metadata": self._meta("Service", service.name, service.namespace, self._labels(service))}

    @staticmethod
    def _labels(service):
        if service.name == "kube-dns":
            return {"k8s-app": "kube-dns", "kubernetes.io/cluster-service": "true", "kubernetes.io/name": "CoreDNS"}
        return {"component": "apiserver", "provider": "kubernetes"} if service.name == "kubernetes" else {"app": "web"}

    def _address(self, endpoint):
        ip = endpoint.split(":")[0]
        pod = self._pods.get(ip)
        return {"ip": ip} if pod is None else {"ip": ip, "nodeName": pod.node, "targetRef": {
            "kind": "Pod", "name": pod.name, "namespace": pod.namespace, "uid": pod.uid}}

    def _endpoints(self, service):
        ready, others = endpoints(self._cluster, self._states, service, service.ports[0])
        subset = {}
        if ready:
            subset["addresses"] = [self._address(each) for each in ready]
        if others:
            subset["notReadyAddresses"] = [self._address(each) for each in others]
        if subset:
            subset["ports"] = [{"name": port.name, "port": port.target, "protocol": port.protocol}
                               for port in service.ports]
        return {"kind": "Endpoints", "apiVersion": "v1", "subsets": [subset] if subset else [],
                "metadata": self._meta("Endpoints", service.name, service.namespace, self._labels(service))}

    def _slice(self, service):
        ready, others = endpoints(self._cluster, self._states, service, service.ports[0])
        entries = []
        for endpoint in sorted(ready + others):
            address, good = self._address(endpoint), endpoint in ready
            entry = {"addresses": [address["ip"]],
                     "conditions": {"ready": good, "serving": good, "terminating": False}}
            entries.append({**entry, **{key: address[key] for key in ("nodeName", "targetRef") if key in address}})
        labels = {**self._labels(service), "kubernetes.io/service-name": service.name}
        name = service.name if service.name == "kubernetes" else f"{service.name}-{digest(service.key)[:5]}"
        return {"kind": "EndpointSlice", "apiVersion": "discovery.k8s.io/v1", "addressType": "IPv4",
                "metadata": self._meta("EndpointSlice", name, service.namespace, labels), "endpoints": entries,
                "ports": [{"name": port.name, "port": port.target, "protocol": port.protocol}
                          for port in service.ports]}

    def _config_maps(self):
        texts = (
            ("kube-flannel-cfg", "kube-flannel", {"cni-conf.json": node_files.cni_conf(),
                                                  "net-conf.json": node_files.net_conf(self._cluster) + "\n"}),
            ("coredns", "kube-system", {"Corefile": COREFILE}),
            ("kube-proxy", "kube-system", {"config.conf": "apiVersion: kubeproxy.config.k8s.io/v1alpha1\n"
                                           f"clusterCIDR: {self._cluster.options.pod_network}\n"
                                           "kind: KubeProxyConfiguration\nmode: iptables\n"}),
        )
        return [{"kind": "ConfigMap", "apiVersion": "v1", "data": {**data, **self._patched.get(f"{namespace}/{name}", {})},
                 "metadata": self._meta("ConfigMap", name, namespace)} for name, namespace, data in texts]

    def _events(self):
        events = []
        for pod in self._cluster.pods:
            state = self._states.get(pod.key, {})
            if not state.get("finished"):
                continue
            container = CONTAINER_NAMES.get(pod.app, pod.app)
            meta = self._meta("Event", f"{pod.name}.{digest(pod.uid)[:16]}", pod.namespace)
            events.append({
                "kind": "Event", "apiVersion": "v1", "metadata": {**meta, "creationTimestamp": stamp(state["finished"])},
                "involvedObject": {"kind": "Pod", "name": pod.name, "namespace": pod.namespace, "uid": pod.uid,
                                   "apiVersion": "v1", "fieldPath": f"spec.containers{{{container}}}"},
                "reason": "BackOff", "type": "Warning", "count": state["restarts"],
                "message": f"Back-off restarting failed container {container} in pod "
                           f"{pod.name}_{pod.namespace}({pod.uid})",
                "firstTimestamp": stamp(state["finished"]), "lastTimestamp": stamp(state["finished"]),
                "source": {"component": "kubelet", "host": pod.node}, "reportingComponent": "kubelet",
                "reportingInstance": pod.node})
        return events

    def _ready(self, app):
        return sum(bool(self._states.get(pod.key, {}).get("running")) for pod in self._cluster.pods if pod.app == app)

    def _daemon_set(self, name, namespace, selector):
        count, ready = len(self._cluster.nodes), self._ready(name)
        spec = {"selector": {"matchLabels": selector}, "template": {"metadata": {"labels": selector}, "spec": {
            "hostNetwork": True, "containers": [{"name": CONTAINER_NAMES.get(name, name), "image": _IMAGES[name]}]}}}
        return {"kind": "DaemonSet", "apiVersion": "apps/v1", "spec": spec,
                "metadata": self._meta("DaemonSet", name, namespace, selector, None, generation=1),
                "status": {"currentNumberScheduled": count, "desiredNumberScheduled": count, "numberMisscheduled": 0,
                           "numberReady": ready, "numberAvailable": ready, "numberUnavailable": count - ready,
                           "updatedNumberScheduled": count, "observedGeneration": 1}}

    def _deployment(self):
        count, ready = sum(pod.app == "coredns" for pod in self._cluster.pods), self._ready("coredns")
        labels = {"k8s-app": "kube-dns"}
        return {"kind": "Deployment", "apiVersion": "apps/v1",
                "metadata": self._meta("Deployment", "coredns", "kube-system", labels),
                "spec": {"replicas": count, "selector": {"matchLabels": labels}, "template": {
                    "metadata": {"labels": labels},
                    "spec": {"containers": [{"name": "coredns", "image": _IMAGES["coredns"]}]}}},
                "status": {"replicas": count, "readyReplicas": ready, "availableReplicas": ready,
                           "updatedReplicas": count, "unavailableReplicas": count - ready}}


def _ports(pod):
    if pod.app == "coredns":
        return [{"name": name, "containerPort": number, "protocol": protocol} for name, number, protocol in
                (("dns", 53, "UDP"), ("dns-tcp", 53, "TCP"), ("metrics", 9153, "TCP"))]
    return [{"name": "http", "containerPort": 80, "protocol": "TCP"}] if pod.app == "web" else []


def _kernel():
    with open("/proc/sys/kernel/osrelease", encoding="ascii") as release:
        return release.read().strip()
