#!/usr/bin/env bats
# Probes and capture between two nodes, whole and broken.

load collector_runs
load two_nodes

setup_file() { make_two_nodes; }
teardown_file() { remove_two_nodes; }
setup() { make_place; }
teardown() { in_node b iptables-nft -F; in_node b iptables-nft -t raw -F; remove_place; }

collect() { in_node a sh "$COLLECTOR" --output "$PLACE" --node-name node-a "$@"; unpack; }

# dns_packets FOLDER: how often the rule of the DNS service had matched
dns_packets() { sed -n 's/^\[\([0-9]*\):.* -d 10.252.0.10.32 -p udp .*/\1/p' "$NODE/${1}iptables-nft-save.txt"; }

@test "a whole pair: every probe is ok, the capture has both directions" {
    collect
    [ "$(grep '^probe	' "$NODE/manifest.tsv" | cut -f 3 | sort | uniq -c | xargs)" = "$(echo 2 dns-pod 2 dns-pod-tcp 1 dns-service \
        1 dns-service-tcp 2 http-metrics 1 https-service 2 ping-gateway 2 ping-gateway-full 2 ping-node 2 ping-node-full \
        2 ping-pod 2 ping-pod-full 2 ping-tunnel 2 pod-dns-pod 1 pod-dns-service 2 pod-http-metrics 1 pod-https-service \
        2 pod-ping-pod 1 pod-ping-pod-full 1 udp-neighbor 1 udp-vxlan)" ]
    [ "$(grep '^probe	' "$NODE/manifest.tsv" | grep -v '	udp-vxlan	' | cut -f 10 | sort -u)" = ok ]
    [ "$(result udp-vxlan.10.250.0.2)" = silent ]
    grep -q '10.250.0.1.* > 10.250.0.2.8472: OTV' "$NODE/probes/tcpdump-underlay.txt"
    grep -q '10.250.0.2.* > 10.250.0.1.8472: OTV' "$NODE/probes/tcpdump-underlay.txt"
    grep -q 'packets captured' "$NODE/probes/tcpdump-underlay.txt.err"
    # the same rule before and after the probes, by its counter
    [ "$(dns_packets after/)" -gt "$(dns_packets '')" ]
    cmp -s "$NODE/files/proc/net/snmp" "$NODE/after/files/proc/net/snmp" && return 1
    [ -s "$NODE/after/files/proc/net/softnet_stat" ]
}

@test "peers without kubectl come from routes, FDB and service rules" {
    in_node a sh "$COLLECTOR" --write-peers "$PLACE/peers" --node-name node-a
    grep -v '^#' "$PLACE/peers" | diff - <(tr ' ' '\t' <<'END'
node node-a 10.250.0.1 10.251.1.0/24
node 10.250.0.2 10.250.0.2 10.251.2.0/24
dns node-a kube-system/10.251.1.10 10.251.1.10
dns 10.250.0.2 kube-system/10.251.2.10 10.251.2.10
pod node-a kube-system/10.251.1.10 10.251.1.10 53/udp
pod 10.250.0.2 kube-system/10.251.2.10 10.251.2.10 53/udp
service kube-system/kube-dns 10.252.0.10 53/udp
service default/kubernetes 10.252.0.1 443/tcp
END
)
}

# The pods' interfaces take 1500 bytes, the tunnel 1450.
@test "full packets from a pod: one that is told sends fragments, one that is not sends into the void" {
    local drop='OUTPUT -p icmp --icmp-type fragmentation-needed -j DROP'
    printf 'node\tnode-b\t10.250.0.2\t10.251.2.0/24\n' >"$PLACE/peers"
    printf 'pod\tnode-a\tdefault/own\t10.251.1.10\t-\npod\tnode-b\tdefault/web\t10.251.2.10\t-\n' >>"$PLACE/peers"
    ip -n ct-a-pod route flush cache
    collect --peers "$PLACE/peers"
    [ "$(result pod-ping-pod-full.default-web)" = ok ]
    [ -z "$(result pod-ping-pod-full.default-own)" ]
    grep -q 'Frag needed and DF set (mtu = 1450)' "$NODE/probes/pod-ping-pod-full.default-web.txt"
    grep -q '2 packets transmitted, 1 received' "$NODE/probes/pod-ping-pod-full.default-web.txt"
    rm -r "$PLACE"/coldtrace-* "$NODE"
    ip -n ct-a-pod route flush cache
    in_node a iptables-nft -I $drop
    collect --peers "$PLACE/peers"
    in_node a iptables-nft -D $drop
    [ "$(result pod-ping-pod-full.default-web)" = timeout ]
    [ "$(result pod-ping-pod.default-web)" = ok ]
    [ "$(result ping-pod-full.default-web)" = ok ]
}

# peers by hand: node b and its pod alone, and an address that nobody has
by_hand() {
    printf 'node\tnode-b\t10.250.0.2\t10.251.2.0/24 # the other\r\n' >"$PLACE/peers"
    printf 'node\tnobody\t10.250.0.77\t-\ndns\tnode-b\tkube-system/coredns-b\t10.251.2.10\npod\tnode-b\tdefault/web\t-oProxy\t-\n' >>"$PLACE/peers"
    collect --peers "$PLACE/peers"
}

@test "REJECT in FORWARD: ping prohibited, sockets unreachable, the tunnel whole" {
    in_node b iptables-nft -A FORWARD -j REJECT --reject-with icmp-host-prohibited
    printf 'pod\tnode-b\tdefault/web\t10.251.2.10\t-\n' >"$PLACE/peers"
    printf 'node\tnode-b\t10.250.0.2\t10.251.2.0/24\ndns\tnode-b\tkube-system/coredns-b\t10.251.2.10\n' >>"$PLACE/peers"
    collect --peers "$PLACE/peers"
    [ "$(result ping-pod.default-web)" = prohibited ]
    [ "$(result http-metrics.kube-system-coredns-b)" = unreachable ]
    [ "$(result dns-pod.kube-system-coredns-b)" = unreachable ]
    [ "$(result ping-tunnel.node-b)" = ok ]
    [ "$(result ping-gateway.node-b)" = ok ]
}

# bats test_tags=slow
@test "a rule for TCP alone: ping passes, tcp-pod does not; where nobody listens tells nothing" {
    printf 'node\tnode-b\t10.250.0.2\t10.251.2.0/24\npod\tnode-b\tdefault/web\t10.251.2.10\t%s/tcp\n' 9153 >"$PLACE/peers"
    printf 'pod\tnode-b\tdefault/idle\t10.251.2.10\t9999/tcp\npod\tnode-b\tdefault/udp\t10.251.2.10\t53/udp\n' >>"$PLACE/peers"
    collect --peers "$PLACE/peers"
    [ "$(result tcp-pod.default-web)" = ok ]
    [ "$(result tcp-pod.default-idle)" = silent ]
    [ -z "$(result tcp-pod.default-udp)" ]
    rm -r "$PLACE"/coldtrace-* "$NODE"
    in_node b iptables-nft -A FORWARD -p tcp -j DROP
    collect --peers "$PLACE/peers"
    [ "$(result ping-pod.default-web)" = ok ]
    [ "$(result tcp-pod.default-web)" = timeout ]
}

@test "DROP: time-outs; an unused address too; what is no address is noted, not used" {
    in_node b iptables-nft -A FORWARD -j DROP
    by_hand
    [ "$(result http-metrics.kube-system-coredns-b)" = timeout ]
    [ "$(result dns-pod.kube-system-coredns-b)" = timeout ]
    [ "$(result ping-node.node-b)" = ok ]
    [ "$(result ping-node.nobody)" = timeout ]
    grep -q '^#note.*-oProxy' "$NODE/manifest.tsv"
}

# bats test_tags=slow
@test "port unreachable: refused" {
    in_node b iptables-nft -A FORWARD -j REJECT
    by_hand
    [ "$(result http-metrics.kube-system-coredns-b)" = refused ]
    [ "$(result dns-pod.kube-system-coredns-b)" = refused ]
}

@test "a tunnel that only sends: no inbound packet in the capture" {
    in_node b iptables-nft -t raw -A PREROUTING -p udp --dport 8472 -j DROP
    by_hand
    [ "$(result ping-tunnel.node-b)" = timeout ]
    grep -q '10.250.0.1.* > 10.250.0.2.8472' "$NODE/probes/tcpdump-underlay.txt"
    [ "$(grep -c '10.250.0.2.* > 10.250.0.1.8472' "$NODE/probes/tcpdump-underlay.txt")" -eq 0 ]
}

@test "a run that has no time for probes says so" {
    collect --max-time 5
    [ "$(grep '^probe	' "$NODE/manifest.tsv" | cut -f 10 | sort -u)" = skipped ]
}

# bats test_tags=slow
@test "--at waits" {
    began=$(date +%s)
    collect --at $((began + 5))
    grep '^probe	' "$NODE/manifest.tsv" | cut -f 8 | while read -r start; do [ "$start" -ge $((began + 5)) ]; done
}

@test "with busybox's applets in the place of all tools but ip" {
    mkdir "$PLACE/applets"
    busybox --install -s "$PLACE/applets"
    rm "$PLACE/applets/ip"
    in_node a env PATH="$PLACE/applets:$PATH" sh "$COLLECTOR" --output "$PLACE" --node-name node-a
    rm -r "$PLACE/applets"
    unpack
    # busybox's ping knows no DF, its nslookup neither TCP nor another port
    [ "$(grep '^probe	' "$NODE/manifest.tsv" | cut -f 3,10 | grep -v ok | sort | uniq -c | xargs)" = \
        "2 dns-pod-tcp skipped 1 dns-service-tcp skipped 1 udp-neighbor skipped 1 udp-vxlan skipped" ]
}

@test "with busybox's ip, and no bridge: peers by their pod networks, what it cannot say is missing" {
    mkdir "$PLACE/applets"
    ln -s "$(command -v busybox)" "$PLACE/applets/ip"
    : >"$PLACE/applets/nothing"
    in_node a sh -c 'mount --bind "$0/applets/nothing" "$(readlink -f "$(command -v bridge)")" && PATH=$0/applets:$PATH sh "$1" --output "$0" --node-name node-a' "$PLACE" "$COLLECTOR"
    rm -r "$PLACE/applets"
    unpack
    grep -q '^peers.tsv' "$NODE/manifest.tsv"
    grep -q 'inet 10.250.0.1/24' "$NODE/ip-addr.txt"
    grep -q 'flannel.1' "$NODE/ip-link.txt"
    grep -q 'fe80::' "$NODE/ip-6-route.txt"
    [ "$(state bridge-fdb)" = missing ]
    [ "$(result ping-tunnel.unknown-10.251.2.0)" = ok ]
    [ "$(result ping-gateway.unknown-10.251.2.0)" = ok ]
    [ "$(result dns-pod.kube-system-10.251.2.10)" = ok ]
    [ "$(grep -c '^probe.*	error	' "$NODE/manifest.tsv")" -eq 0 ]
}

@test "nodes that lost a neighbour entry are probed still" {
    ip -n ct-a neigh del 10.251.2.0 dev flannel.1
    collect
    ip -n ct-a neigh replace 10.251.2.0 lladdr 02:00:00:00:01:02 dev flannel.1 nud permanent
    [ "$(result ping-tunnel.unknown-10.251.2.0)" = timeout ]
    [ "$(result ping-node.10.250.0.2)" = ok ]
}

captures() { ip netns pids ct-a | xargs -r ps -o comm= -p | grep -q tcpdump; }

interrupt_probing() { # SHELL
    local number before
    before=$(ip netns pids ct-a)
    for number in $(seq 60 99); do printf 'node\tn%s\t10.250.0.%s\t-\n' "$number" "$number"; done >"$PLACE/peers"
    mkdir "$PLACE/out"
    (exec ip netns exec ct-a $1 "$COLLECTOR" --output "$PLACE/out" --peers "$PLACE/peers" 3>&-) &
    for _ in $(seq 30); do # on a busy machine the facts before take their time
        sleep 0.5
        captures && break
    done
    captures
    sleep 0.5
    kill -TERM $!
    wait $! || true
    for _ in $(seq 20); do # on a busy machine the killed take a moment to be gone
        [ "$(ip netns pids ct-a)" = "$before" ] && break
        sleep 0.1
    done
    [ -z "$(ls -A "$PLACE/out")" ]
    [ "$(ip netns pids ct-a)" = "$before" ]
}

@test "SIGTERM while probing ends tcpdump and all probes: dash" { interrupt_probing dash; }
@test "SIGTERM while probing ends tcpdump and all probes: bash" { interrupt_probing 'bash --posix'; }
@test "SIGTERM while probing ends tcpdump and all probes: busybox" { interrupt_probing 'busybox sh'; }

# The last one: it makes another cluster of the two.
@test "a host-gw cluster: peers by routes over the underlay, no tunnel is probed, the capture shows the pods' packets" {
    local node
    for node in a b; do ip -n "ct-$node" link del flannel.1; done
    ip -n ct-a route add 10.251.2.0/24 via 10.250.0.2 dev eth0
    ip -n ct-b route add 10.251.1.0/24 via 10.250.0.1 dev eth0
    ip -n ct-a route add 10.99.0.0/16 via 10.250.0.2 dev eth0 # no node: not of the pods' size
    collect
    [ "$(grep '^node' "$NODE/peers.tsv" | tr '\t' ' ' | tr '\n' ,)" = 'node node-a 10.250.0.1 10.251.1.0/24,node 10.250.0.2 10.250.0.2 10.251.2.0/24,' ]
    [ "$(grep '^probe	' "$NODE/manifest.tsv" | cut -f 10 | sort -u)" = ok ]
    [ "$(grep -c '^probe	ping-tunnel\|^probe	udp-' "$NODE/manifest.tsv")" -eq 0 ]
    [ "$(result ping-pod.kube-system-10.251.2.10)" = ok ]
    grep -q '10.250.0.1 > 10.251.2.10: ICMP echo request' "$NODE/probes/tcpdump-underlay.txt"
    grep -q '10.251.2.10 > 10.250.0.1: ICMP echo reply' "$NODE/probes/tcpdump-underlay.txt"
}
