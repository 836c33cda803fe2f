# The collector on a healthy cluster: it changes nothing, keeps secrets, is quick and small.

setup_file() {
    export COLDTRACE_LAB="collector-$$"
    load setup.bash
    lab up
    sleep 3 # IPv6 looks whether its addresses are its own
}

teardown_file() {
    load setup.bash
    lab down
}

setup() {
    load setup.bash
    COLLECTOR=$LAB_FOLDER/../collector-script/coldtrace-collect.sh
}

# What of a node must be the same afterwards. Counters, entries that packets make, and the kernel's own clocks are left out.
# shellcheck disable=SC2016 # runs on the node
state_of_node='
    sysctl -a 2>/dev/null | grep -vE "nf_conntrack_count|random\.|dentry-state|inode|file-nr|ns_last_pid|pty\.nr|\.used|sched_|aio-nr|keys"
    cat /proc/net/ip_tables_names /proc/net/ip6_tables_names
    for save in iptables-nft-save ip6tables-nft-save; do $save | sed "/^#/d; s/\[[0-9:]*\]//"; done
    nft -s list ruleset
    ipset save
    ip route show table all; ip -6 route show table all; ip rule; ip -6 rule; ip addr
    ip neigh show nud permanent; bridge fdb show | grep permanent; bridge vlan show
    ip -d link | sed "s/_timer *[0-9.]*//g"; for flags in /sys/class/net/*/flags; do echo "$flags $(cat $flags)"; done
    tc qdisc show | sed "s/backlog.*//"
    find / -xdev \( -path /proc -o -path /sys -o -path /dev -o -path /tmp/out \) -prune -o -printf "%p %i %m %s %T@ %l\n" | grep -v "^/ \|^/tmp \|^/var/log/pods"
    find /etc /root /home /var /run -xdev -printf "%p %i %m %s %T@ %l\n" | grep -v "^/run/coldtrace"
    ps -e -o pid=,args= | grep -v "ps -e\|sh -c\|grep -v"'

state() { lab exec node-2 -- sh -c "mkdir -p /tmp/out; $state_of_node" 2>/dev/null | sort >"$BATS_TEST_TMPDIR/$1"; }

# changed COMMAND: what differs on node-2, from the state `before`, after it ran there.
changed() {
    lab exec node-2 -- sh -c "$1" >"$BATS_TEST_TMPDIR/said" 2>&1
    state after
    diff "$BATS_TEST_TMPDIR/before" "$BATS_TEST_TMPDIR/after" | grep '^[<>]' || true
}

# put_script SED: the collector on node-2, changed by a sed script; what it says is in `said`.
put_script() {
    sed -e "$1" "$COLLECTOR" | lab exec node-2 -- sh -c 'mkdir -p /tmp/out; cat >/tmp/out/collect.sh'
}

# written_elsewhere <TRACE: what was opened for writing, made, moved or removed that is neither the tarball nor in the work folder
# (where everything runs: relative paths are there). Threads of tools write their own names into /proc.
written_elsewhere() {
    grep -v ' ENOENT \| EEXIST ' | grep -E 'O_WRONLY|O_RDWR|O_CREAT|^[0-9]+ +(creat|mk|rename|unlink|rmdir|chmod|mount|init_module|finit_module)' \
        | grep -vE '"/tmp/out/(\.coldtrace\.[A-Za-z0-9]{6}|coldtrace-[^/"]*)[/"]|[( ]"[^/"]|"/dev/(null|tty)"|"/proc/self/task/[0-9]+/comm"|"/tmp/?"[,)]' || true
}

@test "the node is the same afterwards, and no file is written but the tarball" {
    put_script ''
    state before
    trace='strace -f -qq --seccomp-bpf -o /tmp/out/trace -e trace=file,init_module,finit_module'
    command -v strace >/dev/null || trace=''
    for shell in "$trace dash" 'bash --posix' 'busybox sh'; do
        run changed "$shell /tmp/out/collect.sh --output /tmp/out --target 10.96.0.10:53/udp"
        echo "$output"
        [ -z "$output" ]
        grep -q 'tar.gz$' "$BATS_TEST_TMPDIR/said"
    done
    [ -n "$trace" ] || skip "no strace: the state of the node alone was compared"
    lab exec node-2 -- cat /tmp/out/trace >"$BATS_TEST_TMPDIR/trace"
    grep -q 'coldtrace-node-2.*O_CREAT' "$BATS_TEST_TMPDIR/trace"
    run written_elsewhere <"$BATS_TEST_TMPDIR/trace"
    echo "$output"
    [ -z "$output" ]
    [ -n "$(echo '7 openat(AT_FDCWD, "/proc/sys/net/ipv4/ip_forward", O_WRONLY) = 3' | written_elsewhere)" ]
    [ -n "$(echo '7 openat(AT_FDCWD, "/root/.rnd", O_RDWR|O_CREAT, 0600 <unfinished ...>' | written_elsewhere)" ]
}

@test "the comparison sees a sysctl, a rule, a file, a process, a neighbor and a promiscuous interface" {
    # shellcheck disable=SC2016 # sed
    put_script 's|^    find_pod$|    sysctl -q -w net.ipv4.conf.eth0.log_martians=1; iptables -A FORWARD -p 99 -j ACCEPT; touch /root/left-behind; \
        (cd /; setsid sleep 30 \&) >/dev/null 2>\&1; ip link set eth0 promisc on; \
        ip neigh add 192.168.56.77 lladdr 02:00:00:00:00:01 dev eth0 nud permanent; find_pod|'
    state before
    run changed "sh /tmp/out/collect.sh --no-probes --output /tmp/out"
    lab exec node-2 -- sh -c 'ip link set eth0 promisc off; pkill sleep' || true
    echo "$output"
    for change in '> net.ipv4.conf.eth0.log_martians = 1' '> -A FORWARD -p 99 ' '> /root/left-behind' '> [0-9 ]*sleep 30' '> 192.168.56.77 .*PERMANENT' '> .*eth0.*PROMISC'; do
        grep -q -- "$change" <<<"$output"
    done
}

# planted KIND: a secret that is to be found nowhere; the file would tell which one leaked.
planted() { printf 'Pl4nted%sSecret' "$1"; }

@test "planted secrets are in no tarball, and what is none stays" {
    lab exec node-2 -- sh -s <<END
mkdir -p /etc/cni/net.d /etc/systemd/system/kubelet.service.d /etc/containerd /etc/docker /var/log/pods/kube-system_coredns-x_1/coredns /etc/rancher/k3s
cat >/etc/cni/net.d/20-cloud.conflist <<'F'
{ "cniVersion": "1.0.0", "name": "cloud", "plugins": [ { "type": "cloud", "apiToken": "$(planted Cni)", "mtu": 1450, "password" : "$(planted CniTwo)" } ] }
F
cat >/etc/systemd/system/kubelet.service.d/10-proxy.conf <<'F'
[Service]
Environment="HTTPS_PROXY=http://user:$(planted Unit)@10.0.0.9:3128" "REGISTRY_PASSWORD=$(planted UnitTwo)"
Environment=API_TOKEN=$(planted UnitThree)
ExecStart=/usr/bin/kubelet --token $(planted UnitFour) --v=2
F
cat >/etc/containerd/config.toml <<'F'
version = 2
[plugins."io.containerd.grpc.v1.cri".registry.configs."10.0.0.8".auth]
  username = "robot"
  password = "$(planted Toml)"
  auth = "$(planted TomlTwo)"
  identitytoken = '$(planted TomlThree)'
[plugins."io.containerd.grpc.v1.cri".cni]
  bin_dir = "/opt/cni/bin"
F
cat >/etc/rancher/k3s/config.yaml <<'F'
server: https://10.0.0.1:6443
token: $(planted Yaml)
agent-token: "$(planted YamlTwo)"
datastore-endpoint: "mysql://root:$(planted YamlThree)@tcp(10.0.0.7:3306)/k3s"
F
cat >/var/log/pods/kube-system_coredns-x_1/coredns/0.log <<'F'
2026-01-01T00:00:00.1Z stderr F request with Authorization: Bearer $(planted Log) failed
2026-01-01T00:00:00.2Z stdout F [ERROR] plugin/errors: 2 a.example. A: read udp 10.244.0.2:40000->10.0.0.2:53: i/o timeout
2026-01-01T00:00:00.3Z stderr F dial postgres://app:$(planted LogTwo)@10.0.0.5/db password=$(planted LogThree)
F
cat >/root/kubeconfig <<'F'
users: [{name: a, user: {token: $(planted Kubeconfig)}}]
F
cat >/usr/local/bin/kubectl <<'F'
#!/bin/sh
case "\$*" in *configmaps*kube-system*) cat /root/configmaps.json ;; *-o\ json*) echo '{"apiVersion": "v1", "items": [], "kind": "List"}' ;; esac
F
chmod +x /usr/local/bin/kubectl
AGENT_TOKEN=$(planted Environment) setsid sh -c 'exec -a agent sleep 60' --password $(planted Argument) >/dev/null 2>&1 &
setsid sh -c 'sleep 60; :' agent --token=$(planted ArgumentTwo) -password $(planted ArgumentThree) --db=postgres://u:$(planted ArgumentFour)@h/d >/dev/null 2>&1 &
END
    python3 - >"$BATS_TEST_TMPDIR/configmaps.json" <<END
import json
config = "user: a\npassword: $(planted Map)\nclient-secret: \"$(planted MapTwo)\"\nnested:\n  api_key: '$(planted MapThree)'\n"
pem = "-----BEGIN RSA PRIVATE KEY-----\n$(planted Pem)\n$(planted PemTwo)\n-----END RSA PRIVATE KEY-----\n"
auths = json.dumps({"auths": {"10.0.0.8": {"auth": "$(planted Docker)", "username": "robot", "password": "$(planted DockerTwo)"}}})
annotations = {"kubectl.kubernetes.io/last-applied-configuration": json.dumps({"data": {"x": "password: $(planted Applied)"}})}
print(json.dumps({"apiVersion": "v1", "kind": "List", "items": [
    {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "app", "namespace": "kube-system", "annotations": annotations},
     "data": {"config.yaml": config, "tls.key": pem, ".dockerconfigjson": auths, "DB_PASSWORD": "$(planted MapFour)", "network": "10.244.0.0/16"}}]}, indent=4))
END
    lab exec node-2 -- sh -c 'cat >/root/configmaps.json' <"$BATS_TEST_TMPDIR/configmaps.json"
    put_script ''
    path=$(lab exec node-2 -- env PATH=/usr/local/bin:/usr/bin:/usr/sbin:/bin sh /tmp/out/collect.sh --output /tmp/out --kubeconfig /root/kubeconfig | tail -n 1)
    mkdir "$BATS_TEST_TMPDIR/unpacked"
    lab exec node-2 -- cat "$path" | tar -xz -C "$BATS_TEST_TMPDIR/unpacked"
    lab exec node-2 -- sh -c 'rm -r /usr/local/bin/kubectl /root/kubeconfig /root/configmaps.json /etc/cni/net.d/20-cloud.conflist /etc/rancher /var/log/pods/kube-system_coredns-x_1; pkill sleep' || true
    run grep -rao 'Pl4nted[A-Za-z]*' "$BATS_TEST_TMPDIR/unpacked"
    echo "$output"
    [ "$status" -eq 1 ]
    cd "$BATS_TEST_TMPDIR/unpacked"/*
    grep -q '10.244.0.0/16' kubectl/configmaps-kube-system.json
    python3 -m json.tool kubectl/configmaps-kube-system.json >/dev/null
    python3 -m json.tool files/etc/cni/net.d/20-cloud.conflist | grep -q '"mtu": 1450'
    grep -q '^  bin_dir = "/opt/cni/bin"$' files/etc/containerd/config.toml
    grep -q '^ *username = "robot"$' files/etc/containerd/config.toml
    grep -q '^server: https://10.0.0.1:6443$' files/etc/rancher/k3s/config.yaml
    grep -q 'i/o timeout$' files/var/log/pods/kube-system_coredns-x_1/coredns/0.log
    grep -q 'BEGIN RSA PRIVATE KEY' kubectl/configmaps-kube-system.json
    grep -q -- '--v=2$' files/etc/systemd/system/kubelet.service.d/10-proxy.conf
}

as_nobody() { # SHELL OPTION...
    local path
    path=$(lab exec node-2 -- setpriv --reuid 65534 --regid 65534 --clear-groups sh -c "cd /tmp; $1 /tmp/out/collect.sh --output /tmp ${*:2}" 2>/dev/null | tail -n 1)
    lab exec node-2 -- cat "$path" | tar -xz -C "$BATS_TEST_TMPDIR"
    lab exec node-2 -- rm "$path"
    cd "$BATS_TEST_TMPDIR/node-2" || return
    grep -qx '#user	nobody' manifest.tsv
    grep -q '^pod/ip-addr\|	ip-addr	.*	skipped:pod' manifest.tsv
    [ -s ip-route.txt ]
    grep -q 'iptables-save' manifest.tsv
}

@test "nobody: what may be read is, the rest is named" {
    put_script ''
    as_nobody dash
    as_nobody 'bash --posix' --no-probes
    as_nobody 'busybox sh' --no-probes
}

# What a node knows of IPv6 is in its tarball: addresses, routes, neighbors, rules, tables, parameters, sockets, counters.
whole_of_ipv6() { # FOLDER
    local file
    for file in ip-6-rule.txt ip6tables-nft-save.txt; do grep -q "^$file	[a-z-]*	[^	]*	0	.*	-	" "$1/manifest.tsv"; done
    grep -q 'inet6 fe80::' "$1/ip-addr.txt"
    grep -q '^fe80::/64 dev eth0' "$1/ip-route.txt"
    grep -q 'lookup local' "$1/ip-6-rule.txt"
    grep -q -- '-A INPUT -p tcp -m tcp --dport 9 -j ACCEPT' "$1/ip6tables-nft-save.txt"
    grep -q '^net.ipv6.conf.eth0.disable_ipv6 = 0' "$1/sysctl-a.txt"
    grep -q '^Ip6InReceives' "$1/nstat.txt"
    grep -q 'inet6' "$1/pod/ip-addr.txt"
}

@test "a healthy cluster is collected in 30 s a node, in 2 MiB" {
    for node in node-1 node-2 node-3; do lab exec "$node" -- ip6tables -A INPUT -p tcp --dport 9 -j ACCEPT; done
    lab collect --output "$BATS_TEST_TMPDIR/healthy" --lead 10
    for tarball in "$BATS_TEST_TMPDIR"/healthy/*.tar.gz; do
        tar -xzf "$tarball" -C "$BATS_TEST_TMPDIR"
        bytes=$(wc -c <"$tarball")
        [ "$bytes" -lt $((2 * 1024 * 1024)) ]
    done
    for node in node-1 node-2 node-3; do whole_of_ipv6 "$BATS_TEST_TMPDIR/$node"; done
    # The waiting for --at is not the collector's: what it worked is the time of its commands' first to last second, less the gap.
    for manifest in "$BATS_TEST_TMPDIR"/node-*/manifest.tsv; do
        waited=$(awk -F '\t' '$1 == "#waited" { print $2 }' "$manifest")
        seconds=$(($(awk -F '\t' '$1 == "#finished" { f = $2 } $1 == "#started" { s = $2 } END { print f - s }' "$manifest") - ${waited:-0}))
        [ "$seconds" -lt 30 ]
        name=${manifest%/manifest.tsv}
        echo "# measured: ${name##*/} collected in $seconds s, $(wc -c <"$(echo "$BATS_TEST_TMPDIR"/healthy/coldtrace-"${name##*/}"-*)") bytes" >&3
    done
}
