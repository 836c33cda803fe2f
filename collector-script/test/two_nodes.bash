# Two nodes as flannel and kube-proxy leave them, in network namespaces: ct-a (10.250.0.1, pods 10.251.1.0/24) and ct-b
# (10.250.0.2, pods 10.251.2.0/24) with a pod each, ct-a-pod and ct-b-pod (.10), which answers as CoreDNS does.

NAMESPACES='ct-a ct-b ct-a-pod ct-b-pod'

in_node() { local node=$1; shift; ip netns exec "ct-$node" "$@"; }

remove_two_nodes() {
    local namespace
    for namespace in $NAMESPACES; do
        ip netns pids "$namespace" 2>/dev/null | xargs -r kill -9 2>/dev/null || true
        ip netns del "$namespace" 2>/dev/null || true
    done
}

make_two_nodes() {
    remove_two_nodes
    local namespace
    for namespace in $NAMESPACES; do ip netns add "$namespace"; ip -n "$namespace" link set lo up; done
    ip -n ct-a link add eth0 type veth peer name eth0 netns ct-b
    make_node a 1 b 2
    make_node b 2 a 1
    ip netns exec ct-a busybox httpd -p 10.250.0.1:6443 -h "$BATS_FILE_TMPDIR/www" # the API, as far as a connection goes
    make_service_rules a
    make_service_rules b
}

# make_node NAME NUMBER PEER PEER-NUMBER
make_node() {
    local n="ip -n ct-$1" pod="ip -n ct-$1-pod"
    $n addr add "10.250.0.$2/24" dev eth0
    $n link set eth0 up
    $n link add flannel.1 address "02:00:00:00:01:0$2" type vxlan id 1 local "10.250.0.$2" dev eth0 dstport 8472 nolearning
    $n addr add "10.251.$2.0/32" dev flannel.1
    $n route add default via "10.250.0.$4"
    $n link set flannel.1 up mtu 1450
    $n link add cni0 type bridge
    $n addr add "10.251.$2.1/24" dev cni0
    $n link set cni0 up
    $n link add veth0 type veth peer name eth0 netns "ct-$1-pod"
    $n link set veth0 master cni0 up
    bridge -n "ct-$1" link set dev veth0 hairpin on
    $pod addr add "10.251.$2.10/24" dev eth0
    $pod link set eth0 up
    $pod route add default via "10.251.$2.1"
    $n route add "10.251.$4.0/24" via "10.251.$4.0" dev flannel.1 onlink
    $n neigh add "10.251.$4.0" lladdr "02:00:00:00:01:0$4" dev flannel.1 nud permanent
    ip netns exec "ct-$1" bridge fdb add "02:00:00:00:01:0$4" dev flannel.1 dst "10.250.0.$4"
    ip netns exec "ct-$1" sysctl -qw net.ipv4.ip_forward=1
    mkdir -p "$BATS_FILE_TMPDIR/www" && echo up >"$BATS_FILE_TMPDIR/www/metrics"
    ip netns exec "ct-$1-pod" busybox httpd -p 9153 -h "$BATS_FILE_TMPDIR/www"
    ip netns exec "ct-$1-pod" python3 "$BATS_TEST_DIRNAME/answering_dns.py" "10.251.$2.10" >/dev/null 2>&1 3>&- 4>&- &
}

make_service_rules() {
    in_node "$1" iptables-nft-restore <<'RULES'
*nat
:KUBE-SERVICES - [0:0]
:KUBE-SVC-DNS - [0:0]
:KUBE-SEP-DNSA - [0:0]
:KUBE-SEP-DNSB - [0:0]
:KUBE-SVC-TCP - [0:0]
:KUBE-SEP-TCPB - [0:0]
:KUBE-SVC-API - [0:0]
:KUBE-SEP-API - [0:0]
-A PREROUTING -j KUBE-SERVICES
-A OUTPUT -j KUBE-SERVICES
-A POSTROUTING -s 10.251.1.10/32 -d 10.251.1.10/32 -j MASQUERADE
-A POSTROUTING -s 10.251.2.10/32 -d 10.251.2.10/32 -j MASQUERADE
-A KUBE-SERVICES -d 10.252.0.10/32 -p udp -m comment --comment "kube-system/kube-dns:dns cluster IP" -m udp --dport 53 -j KUBE-SVC-DNS
-A KUBE-SERVICES -d 10.252.0.10/32 -p tcp -m comment --comment "kube-system/kube-dns:dns-tcp cluster IP" -m tcp --dport 53 -j KUBE-SVC-TCP
-A KUBE-SVC-TCP -m comment --comment "kube-system/kube-dns:dns-tcp -> 10.251.2.10:53" -j KUBE-SEP-TCPB
-A KUBE-SEP-TCPB -p tcp -m comment --comment "kube-system/kube-dns:dns-tcp" -m tcp -j DNAT --to-destination 10.251.2.10:53
-A KUBE-SERVICES -d 10.252.0.1/32 -p tcp -m comment --comment "default/kubernetes:https cluster IP" -m tcp --dport 443 -j KUBE-SVC-API
-A KUBE-SVC-API -m comment --comment "default/kubernetes:https -> 10.250.0.1:6443" -j KUBE-SEP-API
-A KUBE-SEP-API -p tcp -m comment --comment "default/kubernetes:https" -m tcp -j DNAT --to-destination 10.250.0.1:6443
-A KUBE-SVC-DNS -m comment --comment "kube-system/kube-dns:dns -> 10.251.1.10:53" -m statistic --mode random --probability 0.5 -j KUBE-SEP-DNSA
-A KUBE-SVC-DNS -m comment --comment "kube-system/kube-dns:dns -> 10.251.2.10:53" -j KUBE-SEP-DNSB
-A KUBE-SEP-DNSA -p udp -m comment --comment "kube-system/kube-dns:dns" -m udp -j DNAT --to-destination 10.251.1.10:53
-A KUBE-SEP-DNSB -p udp -m comment --comment "kube-system/kube-dns:dns" -m udp -j DNAT --to-destination 10.251.2.10:53
COMMIT
RULES
}
