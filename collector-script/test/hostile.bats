#!/usr/bin/env bats
# What goes wrong around the collector: each time a whole tarball or a clear error, in its time, with nothing left behind.

load collector_runs

setup() {
    make_place
    mkdir "$PLACE/bin" "$PLACE/out"
    # Somebody else's process, of the same user: whatever happens it lives on.
    (cd /tmp && exec sleep 86399) 3>&- &
    BYSTANDER=$!
}

teardown() {
    local alive
    kill -0 "$BYSTANDER" && alive=1
    pkill -9 -f "$PLACE" || true
    kill -9 "$BYSTANDER" || true
    remove_place
    [ "$alive" ]
}

stub() { printf '#!/bin/sh\n# %s\n%s\n' "$PLACE" "$2" >"$PLACE/bin/$1"; chmod +x "$PLACE/bin/$1"; }

# collect SHELL OPTION...: in a network of its own; stderr is in $PLACE/says.
collect() {
    local shell=$1; shift
    PATH=$PLACE/bin:$PATH unshare -n $shell "$COLLECTOR" --output "$PLACE/out" "$@" 2>"$PLACE/says"
}

nothing_left() {
    [ -z "$(find "$PLACE/out" -mindepth 1 ! -name 'coldtrace-*.tar.gz')" ]
    gone "$PLACE/(bin|out|hang)"
}

whole() { PLACE=$PLACE/out; unpack; manifest_matches; rm -r "$NODE"; tar -xzf "$TARBALL" -C "$BATS_TEST_TMPDIR"; NODE=$BATS_TEST_TMPDIR/${NODE##*/}; PLACE=${PLACE%/out}; }

misbehaving() { # SHELL: hangs, ignores SIGTERM, prints without end, leaves a child that holds its stdout
    local began=$SECONDS
    # with less patience for the two that are cut short
    sed -e 's/^FILE_LIMIT=.*/FILE_LIMIT=65536/' -e 's/^\(sysctl-version.txt  *[a-z-]*  *\|nstat.txt  *nstat  *\)5 /\12 /' "$COLLECTOR" >"$PLACE/collector.sh"
    stub sysctl "[ \"\$1\" != -V ] || $(hanging 86301)"
    stub nstat 'trap "" TERM; while :; do sleep 1; done'
    stub ss 'while :; do echo endless; done'
    stub ethtool "$(hanging 86302) & echo 'offload: on'"
    COLLECTOR=$PLACE/collector.sh collect "$1" --no-probes --max-time 150
    [ $((SECONDS - began)) -lt 120 ]
    whole
    [ "$(state sysctl-version)" = timeout ]
    [ "$(state nstat)" = timeout ]
    [ "$(state ss)" = cut ]
    [ "$(state uname)" = - ]
    nothing_left
}

@test "commands that hang, ignore SIGTERM, print without end or leave children: dash" { misbehaving dash; }
# bats test_tags=slow
@test "commands that hang, ignore SIGTERM, print without end or leave children: bash" { misbehaving 'bash --posix'; }
# bats test_tags=slow
@test "commands that hang, ignore SIGTERM, print without end or leave children: busybox" { misbehaving 'busybox sh'; }

on_small_disk() { # SHELL SIZE
    run unshare -mn sh -c "mount -t tmpfs -o size=$2 none '$PLACE/out' && $1 '$COLLECTOR' --no-probes --output '$PLACE/out'; echo \"status \$?\"; ls -A '$PLACE/out'"
    if [[ $output == *"status 0"* ]]; then [[ ${lines[-1]} == coldtrace-*.tar.gz ]]
    else
        [[ $output == *"status 3"* && $output == *"coldtrace: "*write* ]]
        [[ ${lines[-1]} == "status 3" ]]
    fi
}

@test "a full disk: dash" { for size in 16k 64k 256k; do on_small_disk dash $size; done; }
@test "a full disk: bash" { for size in 16k 64k 256k; do on_small_disk 'bash --posix' $size; done; }
@test "a full disk: busybox" { for size in 16k 64k 256k; do on_small_disk 'busybox sh' $size; done; }

@test "a read-only folder" {
    run unshare -mn sh -c "mount -t tmpfs -o ro none '$PLACE/out' && sh '$COLLECTOR' --no-probes --output '$PLACE/out'"
    [[ $status -eq 3 && $output == *"cannot write to $PLACE/out"* ]]
    run unshare -mn sh -c "mount -t tmpfs -o ro none '$PLACE/bin' && TMPDIR='$PLACE/bin' sh '$COLLECTOR' --no-probes --output '$PLACE/out'"
    [[ $status -eq 3 && $output == *"cannot write to $PLACE/bin"* ]]
    nothing_left
}

# bats test_tags=slow
@test "kubectl that hangs costs one time-out" {
    local began=$SECONDS
    stub kubectl "$(hanging 86303)"
    : >"$PLACE/config"
    collect sh --kubeconfig "$PLACE/config"
    [ $((SECONDS - began)) -lt 80 ]
    whole
    [ "$(state kubectl-json)" = skipped:api ]
    nothing_left
}

@test "an API server that is down" {
    command -v kubectl || skip "no kubectl"
    local began=$SECONDS
    printf 'apiVersion: v1\nkind: Config\nclusters: [{name: c, cluster: {server: "https://127.0.0.1:6443"}}]\ncontexts: [{name: c, context: {cluster: c, user: u}}]\ncurrent-context: c\nusers: [{name: u, user: {token: none}}]\n' >"$PLACE/config"
    collect sh --kubeconfig "$PLACE/config"
    [ $((SECONDS - began)) -lt 80 ]
    whole
    grep -qi 'refused\|unreachable\|unable to connect' "$NODE/kubectl/nodes.json.err"
    [ "$(grep -c 'skipped:api' "$NODE/manifest.tsv")" -ge 8 ]
    [ ! -e "$HOME/.kube/cache/discovery/127.0.0.1_6443" ]
    nothing_left
}

@test "neither ip nor iptables nor nft nor tcpdump nor ping nor ss" {
    local hidden=''
    for tool in ip iptables iptables-save iptables-nft-save iptables-legacy-save ip6tables-save ip6tables-nft-save ip6tables-legacy-save nft tcpdump ping ss bridge tc timeout nsenter; do
        ! command -v $tool || hidden="$hidden $(command -v $tool)"
    done
    : >"$PLACE/nothing" && chmod 644 "$PLACE/nothing"
    run unshare -mn sh -c "for path in $hidden; do mount --bind '$PLACE/nothing' \$(readlink -f \$path) || exit 9; done; sh '$COLLECTOR' --output '$PLACE/out'"
    [ "$status" -eq 0 ]
    whole
    for kind in ip-addr iptables-save nft-ruleset tcpdump ss; do [ "$(state $kind)" = missing ]; done
    [ "$(state uname)" = - ]
    nothing_left
}

@test "awk, sed, grep and the rest of busybox" {
    for applet in awk sed grep head tail sort tr cut wc cat ls date du stat tar mktemp readlink xargs sleep nice sha256sum uname id dd; do ln -s "$(command -v busybox)" "$PLACE/bin/$applet"; done
    collect sh
    whole
    [ "$(state sysctl-a)" = - ]
    nothing_left
}

@test "a timeout command that is busybox's of old" {
    stub timeout 'case $1 in -t) shift 2; exec "$@" ;; *) echo "timeout: invalid option" >&2; exit 1 ;; esac'
    collect sh --no-probes
    whole
    [ "$(state uname)" = - ]
    nothing_left
}

# bats test_tags=slow
@test "host names that nobody should give" {
    for name in '-rf' 'a b"c' "it's" 'ü/../x' $'two\nlines' '$(id)' '.hidden'; do
        run unshare -un sh -c 'printf %s "$1" >/proc/sys/kernel/hostname; exec sh "$2" --no-probes --output "$3"' sh "$name" "$COLLECTOR" "$PLACE/out"
        [ "$status" -eq 0 ]
        whole
        nothing_left
        rm -r "$PLACE"/out/* "$NODE"
    done
}

@test "no home, no stdin, no stdout, no PATH to speak of" {
    HOME=/nowhere collect sh --no-probes <&-
    whole
    rm "$PLACE"/out/*
    unshare -n env -i /bin/sh "$COLLECTOR" --no-probes --output "$PLACE/out" 2>/dev/null
    whole
    rm "$PLACE"/out/*
    collect sh --no-probes >&- || true
    whole
    nothing_left
}

killed() { # SHELL SIGNAL
    stub sysctl "$(hanging 86304)"
    # nohup ./verify hands an ignored SIGHUP down, and no shell can trap what it was born ignoring.
    (PATH=$PLACE/bin:$PATH exec setsid env --default-signal unshare -n $1 "$COLLECTOR" --output "$PLACE/out" 3>&- 2>"$PLACE/says") &
    for _ in $(seq 150); do sleep 0.2; pgrep -f "$PLACE/hang" >/dev/null && break; done
    kill "-$2" "$3$!"
    wait $! || true
    nothing_left
    [ -z "$(ls -A "$PLACE/out")" ]
    grep -q interrupted "$PLACE/says"
}

@test "hung up, interrupted, ended: the script, or its whole process group" {
    for signal in HUP INT TERM; do
        for shell in dash 'bash --posix' 'busybox sh'; do
            killed "$shell" $signal ''
            killed "$shell" $signal -
        done
    done
}

# bats test_tags=slow
@test "a hundred peers, half of them dead, in two minutes" {
    local began=$SECONDS number
    for number in $(seq 1 100); do
        printf 'node\tn%s\t10.99.0.%s\t10.98.%s.0/24\npod\tn%s\tdefault/web-%s\t10.98.%s.7\t80/tcp\n' $number $number $number $number $number $number
    done >"$PLACE/peers"
    unshare -n sh -c '
        ip link set lo up
        ip link add near type veth peer name far; ip link set near up; ip link set far up
        ip addr add 10.99.0.200/24 dev near; ip route add 10.98.0.0/16 via 10.99.0.201
        for n in $(seq 51 101) 201; do ip neigh replace 10.99.0.$n lladdr 02:00:00:00:00:77 dev near nud permanent; done
        for n in $(seq 1 50); do ip addr add 10.99.0.$n/32 dev lo; ip addr add 10.98.$n.1/32 dev lo; ip addr add 10.98.$n.7/32 dev lo; done
        exec sh "$1" --peers "$2" --output "$3"' sh "$COLLECTOR" "$PLACE/peers" "$PLACE/out" 2>"$PLACE/says"
    [ $((SECONDS - began)) -lt 120 ]
    whole
    [ "$(result ping-pod.default-web-7)" = ok ]
    [ "$(result ping-pod.default-web-77)" = timeout ]
    [ "$(grep -c '^probe.*skipped' "$NODE/manifest.tsv")" -eq 0 ]
    echo "# measured: 100 peers, half of them dead: $((SECONDS - began)) s" >&3
}
