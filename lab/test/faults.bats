# Each fault breaks what the catalog says, measured with real packets; F is the faulty node, H the others.

OVERLAY="NP F>H,NP H>F,NS F>H,NS H>F,PPX F>H,PPX H>F,PSR F>H,PSR H>F,V0 F>H,V0 H>F,V1 F>H,V1 H>F"
FORWARDING="NP H>F,NS H>F,PNR F>H,PPX F>H,PPX H>F,PSH F>F,PSL F>F,PSR F>H,PSR H>F"

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

# After a firewall's start the lab's daemons need a moment to put back what it flushed.
fails() {
    lab inject "$1"
    expected=$(tr , '\n' <<< "$2" | sort)
    exactly() {
        measured=$(lab probe --json | "$LAB_FOLDER/test/signature" "${3:-node-3}" | sort)
        [ "$measured" = "$expected" ]
    }
    wait_for 8 exactly || { diff <(echo "$expected") <(echo "$measured"); return 1; }
}

@test "agent-kernel-hook" {
    fails agent-kernel-hook "NP H>F,NS H>F,PPX F>H,PPX H>F,PSR F>H,PSR H>F"
    lab exec node-3 -- pgrep -x qaxsafed
    lab exec node-3 -- pgrep -x wsssr_defence_a
    lab exec node-3 -- nft list ruleset 2>/dev/null | { ! grep netdev; }
}

@test "coredns-killed" {
    lab inject coredns-killed
    signature() { lab probe --json | "$LAB_FOLDER/test/signature" none DU DT MX SU NP; }
    [ "$(signature | sort | tr '\n' ,)" = "DT H>H,DU H>H,MX H>H,SU H>-," ]
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
    fails healthy-noise ""
    lab probe
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
    [ "$(lab probe --json | "$LAB_FOLDER/test/signature" node-1 NN V0 | tr '\n' ,)" = "V0 F>H,V0 H>F," ]
}

@test "every fault is tested, documented by its header, and clean for shellcheck" {
    for file in "$LAB_FOLDER"/faults/*.sh; do
        name=$(basename "$file" .sh)
        grep -q "@test \"$name\"" "$BATS_TEST_FILENAME"
        grep -q '^# expect: ' "$file"
        shellcheck -s sh -e SC2154 "$file"
    done
}
