# Clusters that are not the usual one: flannel's host-gw backend, nodes that are named by their addresses, hosts that hang.

FORWARDING="NP H>F,NS H>F,PNR F>H,PPX F>H,PPX H>F,PSH F>F,PSL F>F,PSR F>H,PSR H>F"
ONE_ROUTE="NP F>H partly,NS F>H partly,PPX F>H partly,PPX H>F partly,PSR F>H partly,PSR H>F partly,V1 F>H partly"

setup_file() {
    export COLDTRACE_LAB="other-$$"
}

setup() {
    load setup.bash
}

teardown() {
    lab down
}

# play FAULT: in a cluster made for it; $NODE is the faulty one.
play() {
    NODE=$(sed -n 's/^# node: //p' "$LAB_FOLDER/faults/$1.sh")
    NODE=$(lab play "$1" >/dev/null && lab status | sed -n 's/^\([^ ][^ ]*\) .*/\1/p' | sed -n "${NODE}p")
}

fails() { # FAULT WHAT [CODE...]
    play "$1"
    loses "$2" "$NODE" "${@:3}"
}

harmless() {
    play "$1"
    lab probe
}

@test "a fault that wants another cluster says which" {
    lab up
    run lab inject hostgw-route-missing
    [ "$status" -eq 2 ]
    [[ $output == *"--backend host-gw"* ]]
}

@test "healthy-hostgw" {
    harmless healthy-hostgw
    lab exec node-2 -- ip route | grep -qx '10.244.0.0/24 via 192.168.56.11 dev eth0 '
    [ "$(lab exec node-2 -- ip -o link show type vxlan | wc -l)" -eq 0 ]
    [ "$(lab exec node-2 -- cat /sys/class/net/cni0/mtu)" -eq 1500 ]
    lab exec node-1 -- kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes -o json | grep -c '"flannel.alpha.coreos.com/backend-type": "host-gw"' | grep -x 3
    lab exec node-1 -- kubectl --kubeconfig /etc/kubernetes/admin.conf get configmap -n kube-flannel kube-flannel-cfg -o json | grep -q 'Type.*host-gw'
}

@test "a host-gw node is collected without a probe of a tunnel" {
    lab up --backend host-gw
    lab collect --output "$BATS_TEST_TMPDIR/snapshot" --lead 8
    for tarball in "$BATS_TEST_TMPDIR"/snapshot/*; do tar -xzf "$tarball" -C "$BATS_TEST_TMPDIR"; done
    for manifest in "$BATS_TEST_TMPDIR"/node-*/manifest.tsv; do
        [ "$(grep -c '^probe	' "$manifest")" -gt 20 ]
        [ "$(grep -c '^probe	.*\(ping-tunnel\|udp-vxlan\|udp-neighbor\)' "$manifest")" -eq 0 ]
        # the lab's API speaks no TLS
        [ "$(grep '^probe	' "$manifest" | grep -v 'https-service' | cut -f 10 | sort -u)" = ok ]
        grep '^probe	ping-pod-full' "$manifest" | cut -f 12 | while read -r file; do grep -q '^PING .* 1472(1500) bytes' "${manifest%/*}/$file"; done
    done
}

@test "hostgw-route-missing" {
    fails hostgw-route-missing "$ONE_ROUTE"
}

@test "hostgw-route-wrong-node" {
    fails hostgw-route-wrong-node "PPX H>F partly,PSR H>F partly"
}

@test "hostgw-forwarding-off" {
    fails hostgw-forwarding-off "$FORWARDING"
}

@test "hostgw-antispoof" {
    fails hostgw-antispoof "NP H>F,NS H>F,PPX F>H,PPX H>F,PSR F>H,PSR H>F,V1 H>F"
}

@test "healthy-ip-named" {
    harmless healthy-ip-named
    lab exec 192.168.56.12 -- hostname | grep -x 192.168.56.12
}

@test "tunnel-mtu-above-underlay" {
    fails tunnel-mtu-above-underlay ""
    loses "BIG F>H,BIG H>F" "$NODE" BIG
}

@test "pod-mtu-above-tunnel" {
    fails pod-mtu-above-tunnel ""
    loses "BPP F>H,BPP H>F,BPP H>H" "$NODE" BPP
    lab pod-exec - web-0 -- ping -n -c 1 -W 2 -M 'do' -s 1422 10.244.2.2
    run lab pod-exec - web-0 -- ping -n -c 1 -W 2 -M 'do' -s 1472 10.244.2.2
    [[ $status -eq 1 && $output == *'100% packet loss'* && $output != *'mtu'* ]]
}

@test "healthy-pod-mtu" {
    harmless healthy-pod-mtu
    # A probe of that pod may have been told already.
    lab pod-exec - web-0 -- ip route flush cache
    run lab pod-exec - web-0 -- ping -n -c 2 -W 2 -M want -s 1472 10.244.2.2
    [[ $status -eq 0 && $output == *'Frag needed and DF set (mtu = 1450)'* ]]
}

@test "healthy-networkpolicy" {
    fails healthy-networkpolicy "NP H>F,NS H>F,PP0 F>F,PPX H>F,PSH F>F,PSL F>F,PSR H>F"
    lab exec node-1 -- kubectl --kubeconfig /etc/kubernetes/admin.conf get networkpolicies -A -o json | grep -q '"name": "deny-all"'
}

@test "proxy-stale-endpoint" {
    fails proxy-stale-endpoint "SU F>-" SU DU DT
}

@test "proxy-down" {
    fails proxy-down "NS F>F,NS F>H,PSH F>F,PSL F>F,PSR F>H"
}

# The rest lose packets in the places of those above: they run with --all.
# bats file_tags=long

@test "hostgw-route-stale" {
    fails hostgw-route-stale "$ONE_ROUTE"
}

@test "hostgw-route-to-router" {
    fails hostgw-route-to-router "$ONE_ROUTE"
}

@test "hostgw-forward-drop" {
    fails hostgw-forward-drop "NP H>F,NS H>F,PPX H>F,PSR H>F"
}

@test "hostgw-iface-forwarding" {
    fails hostgw-iface-forwarding "NP H>F,NS H>F,PNR F>H,PPX F>H,PPX H>F,PSR F>H,PSR H>F"
}

@test "ip-named-forwarding-off" {
    fails ip-named-forwarding-off "$FORWARDING"
}

@test "ip-named-blocked-input" {
    fails ip-named-blocked-input "NP F>H,NP H>F,NS F>H,NS H>F,PPX F>H,PPX H>F,PSR F>H,PSR H>F,V0 F>H,V0 H>F,V1 F>H,V1 H>F"
}

@test "proxy-service-missing" {
    fails proxy-service-missing "SU F>-" SU DU DT
}

# configure BACKEND: flannel's ConfigMap patched, its pods started anew.
configure() {
    local conf='{\"Network\": \"10.244.0.0/16\", \"Backend\": '${1//\"/\\\"}'}' kubectl='kubectl --kubeconfig /etc/kubernetes/admin.conf -n kube-flannel'
    before=$(lab status | awk '/kube-flannel-ds/ { print $NF }' | sort -u)
    lab exec node-1 -- sh -c "$kubectl patch configmap kube-flannel-cfg --type merge -p '{\"data\": {\"net-conf.json\": \"$conf\"}}' && $kubectl rollout restart daemonset/kube-flannel-ds"
    restarted() { [ "$(lab status | awk '/kube-flannel-ds/ { print $NF }' | sort -u)" = $((before + 1)) ]; }
    wait_for 20 restarted
    lab settle
}

@test "flannel starts with what its ConfigMap says: around a dropped port by another one, by host-gw, and back" {
    play vxlan-blocked-underlay
    run lab probe
    [ "$status" -ne 0 ]
    configure '{"Type": "vxlan", "Port": 8475}'
    lab exec node-2 -- ip -d link show flannel.1 | grep -q 'vxlan id 1 local 192.168.56.12 dev eth0 .*dstport 8475 nolearning'
    lab probe
    configure '{"Type": "host-gw"}'
    lab exec node-2 -- ip route | grep -qx '10.244.0.0/24 via 192.168.56.11 dev eth0 '
    lab exec node-2 -- ip link show flannel.1
    lab probe
    configure '{"Type": "vxlan", "VNI": 4096, "Port": 8475}'
    lab exec node-2 -- ip route | grep -qx '10.244.0.0/24 via 10.244.0.0 dev flannel.4096 onlink '
    lab probe
    lab exec node-1 -- kubectl --kubeconfig /etc/kubernetes/admin.conf get nodes -o json | grep -c '"flannel.alpha.coreos.com/backend-data": "{\\"VNI\\":4096' | grep -x 3
}
