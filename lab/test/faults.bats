# Each fault breaks what the catalog says, measured with real packets; F is the faulty node, H the others.

OVERLAY="NP F>H,NP H>F,NS F>H,NS H>F,PPX F>H,PPX H>F,PSR F>H,PSR H>F,V0 F>H,V0 H>F,V1 F>H,V1 H>F"
FORWARDING="NP H>F,NS H>F,PNR F>H,PPX F>H,PPX H>F,PSH F>F,PSL F>F,PSR F>H,PSR H>F"
THROUGH_TUNNEL="NP H>F,NS H>F,PPX F>H,PPX H>F,PSR F>H,PSR H>F"
ONE_PEER="${OVERLAY//,/ partly,} partly"

setup_file() {
    export COLDTRACE_LAB="faults-$$"
}

setup() {
    load setup.bash
    lab up --iptables "${LAB_IPTABLES:-nft}"
}

teardown() {
    lab down
}

# fails FAULT WHAT: on the node of the fault's header.
fails() {
    local node
    node=$(sed -n 's/^# node: //p' "$LAB_FOLDER/faults/$1.sh")
    lab inject "$1"
    loses "$2" "node-${node:-3}"
}

harmless() {
    lab inject "$1"
    lab settle
    lab probe
}

@test "agent-kernel-hook" {
    fails agent-kernel-hook "$THROUGH_TUNNEL"
    lab exec node-3 -- pgrep -x qaxsafed
    lab exec node-3 -- pgrep -x wsssr_defence_a
    lab exec node-3 -- nft list ruleset 2>/dev/null | { ! grep netdev; }
}

@test "coredns-killed" {
    lab inject coredns-killed
    loses "DT H>H,DU H>H,MX H>H,SU H>-" none DU DT MX SU NP
    lab exec node-3 -- iptables-save | grep '10.96.0.10/32 -p udp .*"kube-system/kube-dns:dns has no endpoints" .*REJECT'
    api() { lab exec node-1 -- kubectl --kubeconfig /etc/kubernetes/admin.conf get "$@"; }
    [ "$(api pods -n kube-system -l k8s-app=kube-dns -o json | grep -c CrashLoopBackOff)" -eq 2 ]
    [ -z "$(api endpoints kube-dns -n kube-system -o 'jsonpath={.subsets[*].addresses}')" ]
    [ -n "$(api endpoints kube-dns -n kube-system -o 'jsonpath={.subsets[*].notReadyAddresses}')" ]
    api events -A -o json | grep '"reason": "BackOff"'
    lab hold-down
    wait_for 20 lab probe
}

@test "firewalld-iptables" {
    fails firewalld-iptables "$OVERLAY,PP0 F>F,PNR F>H"
    lab exec node-3 -- systemctl stop firewalld
    wait_for 8 lab probe
}

@test "firewalld-nftables" {
    fails firewalld-nftables "$OVERLAY,PP0 F>F,PNR F>H"
    lab exec node-3 -- iptables-save | { ! grep public; }
    lab exec node-3 -- systemctl disable --now firewalld
    wait_for 8 lab probe
}

@test "forward-reject-first" {
    fails forward-reject-first "$FORWARDING,PP0 F>F"
}

@test "healthy-icmp-ignored" {
    fails healthy-icmp-ignored "NN H>F,PNL F>F,PNR H>F,V0 H>F,V1 H>F"
}

@test "healthy-noise" {
    harmless healthy-noise
}

@test "ip-forward-late-file" {
    fails ip-forward-late-file "$FORWARDING"
    lab exec node-3 -- sh -c 'sysctl -q -w net.ipv4.ip_forward=1'
    lab probe
}

@test "ip-forward-runtime" {
    fails ip-forward-runtime "$FORWARDING"
}

@test "ip-forward-sysctl-conf" {
    fails ip-forward-sysctl-conf "$FORWARDING"
}

@test "ufw" {
    fails ufw "$OVERLAY"
    lab exec node-3 -- ufw status | grep -x 'Status: active'
    lab exec node-3 -- ufw --force disable
    wait_for 8 lab probe
}

@test "vxlan-blocked-input" {
    fails vxlan-blocked-input "$OVERLAY"
}

@test "vxlan-blocked-underlay" {
    fails vxlan-blocked-underlay "$OVERLAY"
}

@test "vxlan-blocked-underlay-oneway" {
    fails vxlan-blocked-underlay-oneway "$OVERLAY"
}

@test "vxlan-blocked-underlay-all" {
    fails vxlan-blocked-underlay-all "NP F>H,NP H>F,NP H>H,NS F>H,NS H>F,NS H>H partly,PPX F>H,PPX H>F,PPX H>H,PSR F>H,PSR H>F,PSR H>H,V0 F>H,V0 H>F,V0 H>H,V1 F>H,V1 H>F,V1 H>H"
}

@test "vxlan-rejected-input" {
    fails vxlan-rejected-input "$OVERLAY"
}

@test "a fault can be put on another node" {
    lab inject vxlan-blocked-input --node node-1
    loses "V0 F>H,V0 H>F" node-1 NN V0
}

@test "every fault is tested, and documented by its header" {
    for file in "$LAB_FOLDER"/faults/*.sh; do
        name=$(basename "$file" .sh)
        grep -q "@test \"$name\"" "$LAB_FOLDER"/test/*.bats
        grep -q '^# about: ' "$file"
        grep -q '^# expect: ' "$file"
    done
}

@test "cni0-address" {
    fails cni0-address "$FORWARDING,NPL F>F,NS F>F,PNL F>F,V1 H>F"
}

@test "dns-udp-dropped" {
    fails dns-udp-dropped ""
    loses "DU F>F partly,DU F>H partly,DU H>F" node-1 DU DT
}

@test "fdb-wrong" {
    fails fdb-wrong "$ONE_PEER"
}

@test "forward-drop-tcp" {
    fails forward-drop-tcp "NP H>F partly,NS H>F,PP0 F>F,PPX H>F,PSH F>F,PSL F>F,PSR H>F"
}

@test "healthy-docker" {
    harmless healthy-docker
}

@test "iface-forwarding" {
    fails iface-forwarding "$THROUGH_TUNNEL"
}

@test "mangle-drop" {
    fails mangle-drop "$THROUGH_TUNNEL"
}

@test "nat-hijack" {
    fails nat-hijack ""
    loses "DU F>H,SU F>-" node-3 DU DT SU
}

@test "neigh-missing" {
    fails neigh-missing "$OVERLAY"
}

@test "nft-forward-policy" {
    fails nft-forward-policy "$FORWARDING,PP0 F>F"
}

@test "policy-rule-shadow" {
    fails policy-rule-shadow "$OVERLAY,NPL F>F,NS F>F,PNL F>F,PNR F>H,PSH F>F,PSL F>F"
}

@test "route-missing" {
    fails route-missing "$ONE_PEER"
}

@test "tunnel-deleted" {
    fails tunnel-deleted "$OVERLAY"
}

@test "underlay-small-mtu" {
    fails underlay-small-mtu ""
    loses "BIG F>H,BIG H>F" node-2 BIG
}

@test "veth-detached" {
    fails veth-detached "$FORWARDING,NPL F>F,NS F>F,PNL F>F,PP0 F>F"
}

@test "vpn-route-shadow" {
    fails vpn-route-shadow "$OVERLAY"
}

# The rest lose packets in the places of those above: they run with --all.
# bats file_tags=long

@test "all-forwarding" {
    fails all-forwarding "$FORWARDING"
}

@test "ban-of-peer" {
    fails ban-of-peer "$ONE_PEER,NN F>H partly,NN H>F partly,PNR H>F partly"
}

@test "blackhole-route" {
    fails blackhole-route "$ONE_PEER"
}

@test "cni0-down" {
    fails cni0-down "$FORWARDING,NPL F>F,NS F>F,PNL F>F,PP0 F>F"
}

@test "fdb-missing" {
    fails fdb-missing "$OVERLAY"
}

@test "healthy-agents" {
    harmless healthy-agents
}

@test "healthy-ban-of-stranger" {
    harmless healthy-ban-of-stranger
}

@test "healthy-istio" {
    harmless healthy-istio
}

@test "healthy-nft-table" {
    harmless healthy-nft-table
}

@test "healthy-overridden-file" {
    harmless healthy-overridden-file
}

@test "healthy-plain" {
    harmless healthy-plain
}

@test "healthy-reject-below" {
    harmless healthy-reject-below
}

@test "healthy-vpn-elsewhere" {
    harmless healthy-vpn-elsewhere
}

@test "legacy-forward-policy" {
    fails legacy-forward-policy "$FORWARDING,PP0 F>F"
}

@test "neigh-wrong" {
    fails neigh-wrong "$ONE_PEER"
}

@test "nft-input-policy" {
    fails nft-input-policy "$OVERLAY"
}

@test "nft-input-reject" {
    fails nft-input-reject "$OVERLAY"
}

@test "nft-netdev-drop" {
    fails nft-netdev-drop "$OVERLAY"
}

@test "output-drop" {
    fails output-drop "$OVERLAY"
}

@test "raw-drop" {
    fails raw-drop "$OVERLAY"
}

@test "routes-missing" {
    fails routes-missing "$OVERLAY"
}

@test "tunnel-down" {
    fails tunnel-down "$OVERLAY"
}

@test "two-fdb-and-reject" {
    fails two-fdb-and-reject "$OVERLAY,NP H>H partly,NS H>H partly,PNR H>F partly,PNR H>H partly,PP0 H>H partly,PPX H>H,PSH H>H partly,PSL H>H partly,PSR H>H"
}

@test "two-firewalld-and-forwarding" {
    fails two-firewalld-and-forwarding "$OVERLAY,PNR F>H,PP0 F>F,PSH F>F,PSL F>F"
}

@test "two-forwarding-and-input" {
    fails two-forwarding-and-input "NP F>H partly,NP H>F,NP H>H,NS F>H partly,NS H>F,NS H>H partly,PNR F>H,PPX F>H,PPX H>F,PPX H>H,PSH F>F,PSL F>F,PSR F>H,PSR H>F,PSR H>H,V0 F>H partly,V0 H>F partly,V0 H>H,V1 F>H partly,V1 H>F partly,V1 H>H"
}

@test "underlay-pair" {
    fails underlay-pair "$ONE_PEER"
}

@test "vni-mismatch" {
    fails vni-mismatch "$OVERLAY"
}

@test "vtep-mac-changed" {
    fails vtep-mac-changed "$OVERLAY"
}

@test "vxlan-port-mismatch" {
    fails vxlan-port-mismatch "$OVERLAY"
}

# What the evaluation makes of it: the tarball of another node is taken away before the analysis.
@test "healthy-tarball-lost" {
    harmless healthy-tarball-lost
}

@test "ip-forward-tarball-lost" {
    fails ip-forward-tarball-lost "$FORWARDING"
}

@test "vxlan-blocked-input-tarball-lost" {
    fails vxlan-blocked-input-tarball-lost "$OVERLAY"
}

@test "healthy-icmp-forbidden" {
    lab inject healthy-icmp-forbidden
    lab exec node-1 -- curl -sS -m 3 -o /dev/null http://10.244.1.3/
    ! lab exec node-1 -- ping -c 1 -W 1 192.168.56.12
}

@test "input-pods-dropped" {
    lab inject input-pods-dropped
    lab exec node-2 -- ping -c 1 -W 2 192.168.56.11
    ! lab exec node-2 -- ping -c 1 -W 1 10.244.0.1
}

@test "cni0-deleted" {
    fails cni0-deleted "$FORWARDING,NPL F>F,NS F>F,PNL F>F,PP0 F>F,V1 H>F"
}

@test "firewall-mark-lost" {
    fails firewall-mark-lost "$OVERLAY,NN F>H,NN H>F,NPL F>F,NS F>F,PNL F>F,PNR H>F"
}

@test "healthy-underlay-drops-echo" {
    fails healthy-underlay-drops-echo "NN F>H,NN H>F,NN H>H,PNR F>H,PNR H>F,PNR H>H"
}

@test "no-default-route" {
    fails no-default-route "NS F>F,NS F>H"
}

@test "node-cut-off" {
    fails node-cut-off "$OVERLAY,NN F>H,NN H>F,PNR F>H,PNR H>F"
}

@test "tunnel-mtu" {
    fails tunnel-mtu ""
    loses "BIG F>H,BIG H>F" node-3 BIG
}

@test "vxlan-payload-dropped" {
    fails vxlan-payload-dropped "NP F>H,NP H>F,NP H>H,NS F>H,NS H>F,NS H>H partly,PPX F>H,PPX H>F,PPX H>H,PSR F>H,PSR H>F,PSR H>H,V0 F>H,V0 H>F,V0 H>H,V1 F>H,V1 H>F,V1 H>H"
}
