"""The command line: what each word does is in the module that it names."""

import argparse
import json
import os
import sys
import time

from . import capture, collect, faults, laboratory, probe, settling
from .laboratory import LabError, Laboratory
from .topology import Options


def main(arguments):
    chosen = _parser().parse_args(arguments)
    try:
        return chosen.run(chosen) or 0
    except LabError as error:
        print(f"lab: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _parser():
    parser = argparse.ArgumentParser(
        prog="lab", description="A Kubernetes cluster of network namespaces, to break and to mend.")
    parser.set_defaults(run=lambda _: parser.print_help())
    words = parser.add_subparsers(title="commands", metavar="COMMAND")

    def command(name, run, text):
        word = words.add_parser(name, help=text, description=text)
        word.set_defaults(run=run)
        word.add_argument("--name", default=os.environ.get("COLDTRACE_LAB", "lab"),
                          help="which lab, if several run side by side (default: $COLDTRACE_LAB, else lab)")
        return word

    _cluster_options(command("up", _up, "bring a healthy cluster up"))
    command("down", _down, "take the lab down, also after a crash").add_argument(
        "--all", action="store_true", help="every lab of this machine")
    command("status", _status, "what runs")
    entering = command("exec", _exec, "run a command on a node")
    entering.add_argument("node")
    entering.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- COMMAND...")
    command("shell", _shell, "a shell on a node").add_argument("node")
    pod = command("pod-exec", _pod_exec, "run a command in a pod")
    pod.add_argument("node", help="the pod's node, or - for any")
    pod.add_argument("pod")
    pod.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- COMMAND...")
    command("faults", _faults, "list the faults")
    _fault_options(command("inject", _inject, "break something"))
    command("probe", _probe, "what truly works; exit status 1 if something does not").add_argument(
        "--json", action="store_true")
    collecting = command("collect", _collect, "run the collector on every node, side by side")
    collecting.add_argument("--output", required=True, metavar="DIR")
    collecting.add_argument("--collector", metavar="PATH", default=collect.COLLECTOR)
    _collecting_options(collecting, 12)
    collecting.add_argument("argv", nargs=argparse.REMAINDER, metavar="-- OPTIONS OF THE COLLECTOR...")
    command("settle", _settle, "wait until flanneld and kube-proxy have put back what they miss")
    capturing = command("capture", _capture, "make an incident of the corpus: up, inject, collect, scrub, down")
    capturing.add_argument("incident", help="the folder in corpus/")
    capturing.add_argument("--fault", help="none: a healthy cluster")
    capturing.add_argument("--node", help="another node than the fault's own choice")
    capturing.add_argument("--corpus", metavar="DIR", default=capture.CORPUS)
    _collecting_options(capturing, 20)
    _cluster_options(capturing)
    playing = command("play", _play, "a broken cluster to play in: up and inject in one")
    _fault_options(playing)
    _cluster_options(playing)
    holding = command("hold-down", _hold_down, "kill pods' containers and keep them dead, as in a crash loop")
    holding.add_argument("pods", nargs="*", help="none: let all of them start again")
    command("create", _create, "add an object to what the API shows: JSON on stdin").add_argument(
        "resource", choices=("networkpolicies", "configmaps", "services"))
    return parser


def _fault_options(word):
    word.add_argument("fault")
    word.add_argument("--node", help="another node than the fault's own choice")


def _collecting_options(word, lead):
    word.add_argument("--share-peers", action="store_true",
                      help="write the peers file on the first node and probe by it everywhere")
    word.add_argument("--lead", type=int, default=lead, metavar="SECONDS",
                      help="when all nodes begin to probe, from now (default: %(default)s)")


def _cluster_options(word):
    default = Options()
    word.add_argument("--nodes", type=int, default=default.nodes)
    word.add_argument("--iptables", choices=("nft", "legacy"), default=default.iptables)
    word.add_argument("--backend", choices=("vxlan", "host-gw"), default=default.backend, help="of flannel")
    for name in ("pod_network", "service_network", "underlay"):
        word.add_argument("--" + name.replace("_", "-"), metavar="CIDR", default=getattr(default, name))
    word.add_argument("--node-prefix", default=default.node_prefix, help="empty: nodes are named by their addresses")
    word.add_argument("--vxlan-port", type=int, default=default.vxlan_port)
    word.add_argument("--vni", type=int, default=default.vni)
    word.add_argument("--slow", action="store_true",
                      help="flanneld and kube-proxy look after their rules as seldom as the real ones (5 s, 30 s)")


def _options(chosen):
    fields = {key: value for key, value in vars(chosen).items() if key in Options.__dataclass_fields__}
    return Options(**fields, created=int(time.time()))


def _up(chosen):
    held = laboratory.lock(chosen.name)
    began = time.monotonic()
    lab = laboratory.up(_options(chosen))
    os.close(held)
    laboratory.report(f"lab {lab.name}: {len(lab.cluster.nodes)} nodes up in {time.monotonic() - began:.1f} s; "
                      f"enter one with `lab shell {lab.cluster.nodes[0].name}`")


def _down(chosen):
    for name in laboratory.names() if chosen.all else [chosen.name]:
        if laboratory.down(name):
            laboratory.report(f"lab {name}: down")


def _status(chosen):
    lab = Laboratory(chosen.name)
    states = lab.shared.pods(lab.cluster)
    for node in lab.cluster.nodes:
        print(f"{node.name}  {node.ip}  {node.pod_cidr}  process {lab.pid(node.name)}")
        for pod in lab.cluster.pods_of(node):
            state = states.get(pod.key, {"running": False, "restarts": 0})
            print(f"    {pod.key:48} {pod.ip:15} {'running' if state['running'] else 'down':8} "
                  f"restarts {state['restarts']}")


def _argv(chosen):
    argv = chosen.argv[1:] if chosen.argv[:1] == ["--"] else chosen.argv
    if not argv:
        raise LabError("which command?")
    return argv


def _exec(chosen):
    lab = Laboratory(chosen.name)
    _become(lab.enter(lab.pid(chosen.node), _argv(chosen)))


def _shell(chosen):
    lab = Laboratory(chosen.name)
    _become(lab.enter(lab.pid(chosen.node), ["bash", "--norc", "-i"], {"PS1": f"[root@{chosen.node} \\W]# "}))


def _pod_exec(chosen):
    lab = Laboratory(chosen.name)
    _become(lab.enter(lab.pod_pid(chosen.pod), _argv(chosen)))


def _become(argv):
    sys.stdout.flush()
    os.execvp(argv[0], argv)


def _faults(_):
    for fault in faults.all_faults():
        print(f"{fault.name:30} {fault.about}")


def _inject(chosen):
    node = faults.inject(Laboratory(chosen.name), chosen.fault, chosen.node)
    laboratory.report(f"{chosen.fault}: done{' to ' + node.name if node else ''}")


def _probe(chosen):
    probes = probe.run(Laboratory(chosen.name))
    if chosen.json:
        print(json.dumps([vars(each) for each in probes], indent=1))
    else:
        print("\n".join(probe.table(probes)))
    return int(any(each.result != "ok" for each in probes))


def _collect(chosen):
    extra = chosen.argv[1:] if chosen.argv[:1] == ["--"] else chosen.argv
    tarballs, failed = collect.run(Laboratory(chosen.name), os.path.normpath(chosen.collector), chosen.output, extra,
                                   chosen.lead, chosen.share_peers)
    for path in tarballs:
        print(path)
    for name in failed:
        laboratory.report(f"{name}: no tarball; see {collect.log_of(Laboratory(chosen.name), name)}")
    return int(bool(failed))


def _settle(chosen):
    settling.settle(Laboratory(chosen.name))


def _capture(chosen):
    held = laboratory.lock(chosen.name)
    folder, size = capture.run(_options(chosen), chosen.corpus, chosen.incident, chosen.fault, chosen.node,
                               chosen.lead, chosen.share_peers)
    os.close(held)
    print(f"{os.path.relpath(folder)}: {size} bytes")


def _hold_down(chosen):
    lab = Laboratory(chosen.name)
    pods = [lab.cluster.pod(name) for name in chosen.pods]
    lab.shared.write("held-down", [pod.key for pod in pods])
    states = lab.shared.pods(lab.cluster)
    for pod in pods:
        lab.run(pod.node, ["kill", "-9", str(states[pod.key]["pid"])])
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and {pod.key for pod in pods} & set(lab.shared.running(lab.cluster)):
        time.sleep(0.1)


def _create(chosen):
    shared = Laboratory(chosen.name).shared
    created = shared.read("created", {})
    created.setdefault(chosen.resource, []).append(json.load(sys.stdin))
    shared.write("created", created)


def _play(chosen):
    fault = faults.load(chosen.fault)
    for option, value in fault.cluster.items():
        setattr(chosen, option, value)
    _up(chosen)
    lab = Laboratory(chosen.name)
    node = faults.inject(lab, chosen.fault, chosen.node) or lab.cluster.nodes[0]
    line = "lab/lab {}" if chosen.name == "lab" else f"lab/lab {{}} --name {chosen.name}"
    print(f"""
{fault.about}

  look around       {line.format('shell')} {node.name}
  what works        {line.format('probe')}
  collect           {line.format('collect')} --output /tmp/snapshots
  analyze           ./coldtrace analyze /tmp/snapshots
  take it down      {line.format('down')}""")
