# A healthy cluster: what a node shows, what the API lists, what works.

setup_file() {
    export COLDTRACE_LAB="cluster-$$"
    load setup.bash
    lab up
}

teardown_file() {
    load setup.bash
    lab down
}

setup() {
    load setup.bash
}

on() {
    lab exec "$1" -- sh -c "$2"
}

@test "everything works, with iptables-nft" {
    lab probe
    on node-2 'iptables -V' | grep nf_tables
}

@test "everything works, with iptables-legacy, and no rule is in nft" {
    lab up --name "$COLDTRACE_LAB-legacy" --iptables legacy
    run lab probe --name "$COLDTRACE_LAB-legacy"
    rules=$(lab exec --name "$COLDTRACE_LAB-legacy" node-2 -- iptables-nft-save | grep -c KUBE || true)
    lab down --name "$COLDTRACE_LAB-legacy"
    [ "$status" -eq 0 ]
    [ "$rules" -eq 0 ]
}

@test "exec passes the exit status through" {
    run on node-1 'exit 42'
    [ "$status" -eq 42 ]
}

@test "a node carries nothing of the machine" {
    [ "$(on node-3 'hostname; cat /etc/hostname' | sort -u)" = node-3 ]
    on node-3 '! ls /work /root/.pyenv /.dockerenv 2>/dev/null'
    on node-3 '! ps -e -o args | grep -v "grep\|ps -e" | grep -i "bats\|coldtrace\|python"'
    on node-3 '! grep -q coldtrace /proc/self/mounts'
    on node-3 '[ "$(ps -o comm= -p 1)" = systemd ]'
    [ "$(on node-3 'ls /sys/class/net | grep -vc veth')" -eq 4 ]
}

@test "a node cannot change the machine's kernel" {
    run on node-1 'sysctl -q -w kernel.panic=17'
    [ "$status" -ne 0 ]
    on node-1 'sysctl -q -w net.ipv4.ip_forward=1'
}

@test "daemons run under their names" {
    shown=$(on node-1 'ps -e -ww -o comm,args')
    grep -q '^flanneld  */opt/bin/flanneld --ip-masq --kube-subnet-mgr$' <<< "$shown"
    grep -q 'kube-proxy  */usr/local/bin/kube-proxy --config=/var/lib/kube-proxy/config.conf --hostname-override=node-1$' <<< "$shown"
    grep -q '^coredns  */coredns -conf /etc/coredns/Corefile$' <<< "$shown"
    for name in kubelet containerd pause nginx; do
        grep -q "^$name " <<< "$shown"
    done
}

@test "no packet leaves: the machine is out of reach" {
    run lab exec node-1 -- ping -c1 -W1 8.8.8.8
    [ "$status" -ne 0 ]
    run lab pod-exec - web-0 -- nslookup -timeout=1 example.org
    [[ "$output" == *SERVFAIL* ]]
}

@test "kubectl lists all that the collector asks for, on the control plane only" {
    for resource in nodes pods services endpoints endpointslices configmaps daemonsets events; do
        on node-1 "kubectl --kubeconfig /etc/kubernetes/admin.conf get $resource -A -o json" | grep -q '"kind": "List"'
    done
    [ "$(on node-1 'KUBECONFIG=/etc/kubernetes/admin.conf kubectl get pods -n kube-system -l k8s-app=kube-dns -o name' | wc -l)" -eq 2 ]
    on node-2 '! ls /etc/kubernetes/admin.conf 2>/dev/null'
}

@test "kubectl delete pod and rollout restart start containers again; nothing else may be changed" {
    local kubectl='kubectl --kubeconfig /etc/kubernetes/admin.conf'
    pod=$(on node-1 "$kubectl get pods -n kube-system -o name --field-selector spec.nodeName=node-2 | grep kube-proxy")
    before=$(on node-2 'pgrep -x kube-proxy')
    on node-1 "$kubectl -n kube-system delete $pod --wait=false && $kubectl -n kube-flannel rollout restart daemonset kube-flannel-ds"
    on node-2 'for i in $(seq 50); do now=$(pgrep -x kube-proxy) && [ "$now" != '"$before"' ] && exit; sleep 0.2; done; exit 1'
    for _ in $(seq 50); do
        restarts=$(lab status | awk '/kube-flannel-ds/ { print $NF }' | sort -u)
        [ "$restarts" = 1 ] && break
        sleep 0.2
    done
    [ "$restarts" = 1 ]
    run on node-1 "$kubectl delete node node-2"
    [ "$status" -ne 0 ]
}

@test "kube-proxy's chains have the names that the real one gives them" {
    rules=$(on node-1 iptables-save)
    grep -q -- '-d 10.96.0.10/32 .*"kube-system/kube-dns:dns cluster IP" .* -j KUBE-SVC-TCOU7JCQXEZGVUNU' <<< "$rules"
    grep -q -- '"kube-system/kube-dns:dns-tcp cluster IP" .* -j KUBE-SVC-ERIFXISQEP7F7OF4' <<< "$rules"
    grep -q -- '"default/kubernetes:https cluster IP" .* -j KUBE-SVC-NPX46M4PTMTKRN6Y' <<< "$rules"
}

@test "flanneld and kube-proxy put their rules back" {
    written() { grep '^-A' | grep -v KUBE-FIREWALL | sort; }
    rules() { on node-2 iptables-save | written; }
    before=$(rules)
    # looked at there and at once: a second later they may be back
    [ "$(on node-2 'iptables -F; iptables -t nat -F; iptables -t nat -X; iptables-save' | written)" != "$before" ]
    back() { [ "$(rules)" = "$before" ]; }
    wait_for 8 back
    lab probe
}

@test "flannel's jump comes back at the end, kube-proxy's at the top" {
    on node-2 'iptables -D FORWARD -m comment --comment "flanneld forward" -j FLANNEL-FWD
        iptables -D FORWARD -m comment --comment "kubernetes forwarding rules" -j KUBE-FORWARD
        iptables -A FORWARD -i virbr9 -j DROP'
    ends() {
        on node-2 'iptables -S FORWARD' | grep '^-A' > "$BATS_TEST_TMPDIR/forward"
        [[ "$(tail -n 1 "$BATS_TEST_TMPDIR/forward")" == *FLANNEL-FWD && "$(head -n 1 "$BATS_TEST_TMPDIR/forward")" == *KUBE-FORWARD ]]
    }
    wait_for 8 ends
    on node-2 'iptables -D FORWARD -i virbr9 -j DROP'
}

@test "a killed container starts again and is counted" {
    on node-3 'pkill -9 -x nginx'
    restarted() { lab status | grep 'web-2.*running.*restarts 1'; }
    wait_for 8 restarted
    wait_for 8 lab probe
    on node-1 'KUBECONFIG=/etc/kubernetes/admin.conf kubectl get pod web-2 -o jsonpath={.status.containerStatuses[0].restartCount}' | grep -x 1
}

@test "systemctl stops and starts the kubelet, and the pods live on" {
    on node-3 'systemctl stop kubelet; ! systemctl is-active kubelet'
    lab probe
    on node-3 'systemctl start kubelet; systemctl is-active kubelet; systemctl list-units --all --no-pager' \
        | grep 'kubelet.service .* loaded active  *running'
    lab probe
    [ "$(on node-3 'pgrep -cx pause')" -eq 4 ]
}
