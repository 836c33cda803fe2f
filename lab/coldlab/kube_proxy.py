"""kube-proxy in iptables mode: services to rules, and its rules back when somebody touched them."""

import time

from . import commands, kube_rules


_WATCH = 0.1


def run(cluster, node, shared):
    """At a change of the endpoints at once, else as often as the options say."""
    proxy, running = _Proxy(cluster, shared), None
    while True:
        try:
            running = proxy.sync()
            shared.write(f"proxy-{node.name}", running)
        except RuntimeError as error:
            print(f"kube-proxy: {error}", flush=True)
        due = time.monotonic() + cluster.options.proxy_period
        while time.monotonic() < due and shared.running(cluster) == running:
            time.sleep(_WATCH)


class _Proxy:
    def __init__(self, cluster, shared):
        self._cluster, self._shared = cluster, shared
        self._written = self._found = None

    def sync(self):
        """The pods that the rules now count with."""
        states = self._shared.pods(self._cluster)
        running = sorted(key for key, state in states.items() if state["running"])
        wanted = {"filter": kube_rules.filter_rules(self._cluster, states),
                  "nat": kube_rules.nat_rules(self._cluster, states),
                  "mangle": (["KUBE-PROXY-CANARY"], [])}
        saved = commands.saved_rules()
        if wanted == self._written and self._own(saved, wanted) == self._found:
            return running
        commands.restore("".join(self._text(table, saved.get(table, []), *wanted[table]) for table in wanted))
        self._written, self._found = wanted, self._own(commands.saved_rules(), wanted)
        return running

    def _text(self, table, saved, chains, rules):
        stale = [line[1:].split()[0] for line in saved if line.startswith((":KUBE-SVC-", ":KUBE-SEP-"))]
        stale = [chain for chain in stale if chain not in chains]
        jumps = [f'-I {base} {match}-m comment --comment "{comment}" -j {chain}'
                 for of, base, chain, match, comment in kube_rules.JUMPS
                 if of == table and not any(_is_jump(line, base, chain) for line in saved)]
        lines = [f":{chain} - [0:0]" for chain in chains + stale] + jumps + rules + [f"-X {chain}" for chain in stale]
        return "\n".join([f"*{table}", *lines, "COMMIT", ""])

    def _own(self, saved, wanted):
        """Its chains and the jumps to them, as the kernel has them."""
        found = {}
        for table, (chains, _) in wanted.items():
            names = set(chains)
            found[table] = [line for line in saved.get(table, [])
                            if line.startswith((":KUBE-SVC-", ":KUBE-SEP-"))
                            or line.split()[1 if line[0] == "-" else 0].lstrip(":") in names
                            or line.startswith("-A") and line.split()[-1] in names]
        return found


def _is_jump(line, base, chain):
    return line.startswith(f"-A {base} ") and line.endswith(f"-j {chain}")
