"""A stub of the Kubernetes API, enough for `kubectl get` (discovery, lists, single objects), `kubectl patch configmap
--type merge`, and `kubectl delete pod` and `kubectl rollout restart`, both of which end the pods' containers: the kubelet
starts them again, under the same names.
"""

import json
from urllib.parse import parse_qs, urlsplit

from . import http_server
from .api_objects import Objects

# group/version, then (plural, kind, namespaced, short names)
_GROUPS = {
    "v1": [("configmaps", "ConfigMap", True, ["cm"]), ("endpoints", "Endpoints", True, ["ep"]),
           ("events", "Event", True, ["ev"]), ("namespaces", "Namespace", False, ["ns"]),
           ("nodes", "Node", False, ["no"]), ("pods", "Pod", True, ["po"]),
           ("services", "Service", True, ["svc"])],
    "apps/v1": [("daemonsets", "DaemonSet", True, ["ds"]), ("deployments", "Deployment", True, ["deploy"])],
    "discovery.k8s.io/v1": [("endpointslices", "EndpointSlice", True, [])],
    "networking.k8s.io/v1": [("networkpolicies", "NetworkPolicy", True, ["netpol"])],
}


_VERBS = {"pods": ["delete"], "daemonsets": ["patch"], "deployments": ["patch"], "configmaps": ["patch"]}


def run(cluster, node, shared):
    def respond(target):
        parts = urlsplit(target)
        path = [part for part in parts.path.split("/") if part]
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        status, document = _answer(cluster, shared, path, query)
        return status, "application/json", document if isinstance(document, str) else json.dumps(document) + "\n"

    def change(method, target, sent):
        status, kind, document = respond(target)
        path = [part for part in urlsplit(target).path.split("/") if part]
        if len(path) < 3 or method.lower() not in _VERBS.get(path[-2], []):
            return 405, kind, json.dumps({"kind": "Status", "apiVersion": "v1", "status": "Failure", "code": 405,
                                          "reason": "MethodNotAllowed", "message": f"{method} is not allowed here"})
        if status == 200 and path[-2] == "configmaps":
            _patch(shared, json.loads(document), json.loads(sent))
            return respond(target)
        if status == 200:
            _restart(cluster, shared, json.loads(document))
        return status, kind, document

    http_server.serve(node.ip, 6443, respond, change=change)


def _patch(shared, item, patch):
    """A merge patch of a ConfigMap's data."""
    patches = shared.read("configmaps", {})
    key = f'{item["metadata"]["namespace"]}/{item["metadata"]["name"]}'
    patches[key] = {**patches.get(key, {}), **patch.get("data", {})}
    shared.write("configmaps", patches)


def _restart(cluster, shared, item):
    """The pod, or those that the item's selector has."""
    selector = item["spec"].get("selector", {}).get("matchLabels")
    states = shared.pods(cluster)
    pods = [item] if selector is None else [
        pod for pod in Objects.now(cluster, shared).resources()["pods"]
        if selector.items() <= pod["metadata"].get("labels", {}).items()]
    ended = shared.read("ended", {})
    for pod in pods:
        key = f'{pod["metadata"]["namespace"]}/{pod["metadata"]["name"]}'
        ended[key] = states[key]["pid"]
    shared.write("ended", ended)


def _answer(cluster, shared, path, query):
    if path == ["version"]:
        return 200, {"major": "1", "minor": "31", "gitVersion": "v1.31.4", "platform": "linux/amd64"}
    if path in (["healthz"], ["readyz"], ["livez"]):
        return 200, "ok"
    if path == ["api"]:
        return 200, {"kind": "APIVersions", "versions": ["v1"], "serverAddressByClientCIDRs": []}
    if path == ["apis"]:
        groups = [{"name": group.split("/")[0], "versions": [_version(group)], "preferredVersion": _version(group)}
                  for group in _GROUPS if "/" in group]
        return 200, {"kind": "APIGroupList", "apiVersion": "v1", "groups": groups}
    length = 2 if path[:1] == ["api"] else 3
    group, rest = "/".join(path[1:length]), path[length:]
    if group not in _GROUPS:
        return _missing("/".join(path))
    if not rest:
        return 200, {"kind": "APIResourceList", "apiVersion": "v1", "groupVersion": group,
                     "resources": [{"name": plural, "singularName": kind.lower(), "namespaced": namespaced,
                                    "kind": kind, "shortNames": short, "verbs": ["get", "list"] + _VERBS.get(plural, [])}
                                   for plural, kind, namespaced, short in _GROUPS[group]]}
    return _resource(cluster, shared, group, rest, query)


def _version(group):
    return {"groupVersion": group, "version": group.split("/")[1]}


def _resource(cluster, shared, group, rest, query):
    namespace = None
    if rest[0] == "namespaces" and len(rest) > 2:
        namespace, rest = rest[1], rest[2:]
    kinds = {plural: kind for plural, kind, _, _ in _GROUPS[group]}
    if rest[0] not in kinds:
        return _missing(rest[0])
    items = Objects.now(cluster, shared).resources()[rest[0]] + shared.read("created", {}).get(rest[0], [])
    if namespace:
        items = [item for item in items if item["metadata"].get("namespace") == namespace]
    if len(rest) > 1:
        for item in items:
            if item["metadata"]["name"] == rest[1]:
                return 200, item
        return _missing(f'{rest[0]} "{rest[1]}"')
    items = [item for item in items if _selected(item, query)]
    return 200, {"kind": kinds[rest[0]] + "List", "apiVersion": group, "metadata": {"resourceVersion": "1042"},
                 "items": items}


def _selected(item, query):
    """Label and field selectors of the form a=b, a==b, a!=b, a, joined by commas."""
    labels = item["metadata"].get("labels", {})
    return (all(_holds(term, labels.get) for term in _terms(query.get("labelSelector")))
            and all(_holds(term, lambda key: _field(item, key)) for term in _terms(query.get("fieldSelector"))))


def _terms(selector):
    return [term.strip() for term in (selector or "").split(",") if term.strip()]


def _holds(term, value_of):
    if "!=" in term:
        key, _, value = term.partition("!=")
        return value_of(key) != value
    key, equals, value = term.partition("=")
    return value_of(key) == value.lstrip("=") if equals else value_of(key) is not None


def _field(item, key):
    for part in key.split("."):
        item = item.get(part, {}) if isinstance(item, dict) else {}
    return item if isinstance(item, str) else None


def _missing(what):
    return 404, {"kind": "Status", "apiVersion": "v1", "metadata": {}, "status": "Failure", "reason": "NotFound",
                 "message": f"{what} not found", "code": 404}
