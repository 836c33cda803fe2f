#!/usr/bin/env bats
# What is missing, hangs, floods or is interrupted costs itself only; no module is loaded.

load collector_runs

setup() { make_place; mkdir "$PLACE/bin" "$PLACE/out"; }
teardown() { remove_place; }

stub() { printf '#!/bin/sh\n%s\n' "$2" >"$PLACE/bin/$1"; chmod +x "$PLACE/bin/$1"; }
collect() { PATH=$PLACE/bin:$PATH unshare -n sh "$COLLECTOR" --no-probes --output "$PLACE/out" "$@"; }
unpack_out() { PLACE=$PLACE/out; unpack; PLACE=${PLACE%/out}; }

@test "missing tools are recorded" {
    unshare -mn sh -c "mount -t tmpfs none /usr/sbin; sh '$COLLECTOR' --no-probes --output '$PLACE/out'" 2>/dev/null
    unpack_out
    [ "$(state sysctl-a)" = missing ]
    [ "$(state nft-ruleset)" = missing ]
    [ "$(state iptables-version)" = missing ]
}

# impatient: the collector with two seconds for the commands that hang here
impatient() {
    sed 's/^\(sysctl-a.txt  *sysctl-a  *\|ps.txt  *ps  *\)1[05] /\12 /' "$COLLECTOR" >"$PLACE/collector.sh"
    COLLECTOR=$PLACE/collector.sh collect
}

# bats test_tags=slow
@test "a command that hangs is stopped, and the rest goes on" {
    stub sysctl "[ \"\$1\" != -a ] || exec $(hanging 86399)"
    stub ps 'trap "" TERM; while :; do sleep 1; done'
    impatient
    unpack_out
    [ "$(state sysctl-a)" = timeout ]
    [ "$(state ps)" = timeout ]
    [ "$(state uname)" = - ]
    [ "$(state os-release)" = - ]
    gone "$PLACE/hang"
}

@test "the same without a timeout command" {
    stub timeout 'exit 125'
    stub sysctl "[ \"\$1\" != -a ] || exec $(hanging 86398)"
    impatient
    unpack_out
    [ "$(state sysctl-a)" = timeout ]
    [ "$(state uname)" = - ]
    [ "$(state os-release)" = - ]
    gone "$PLACE/hang"
}

@test "what does not fit into --max-time is named" {
    stub sysctl "exec $(hanging 86396)"
    began=$SECONDS
    collect --max-time 4
    [ $((SECONDS - began)) -lt 60 ]
    unpack_out
    [ "$(grep -c '	skipped:budget	' "$NODE/manifest.tsv")" -gt 20 ]
    [ "$(state component-log)" != - ]
    gone "$PLACE/hang"
}

@test "output without end is cut" {
    stub sysctl 'while :; do echo kernel.flood = 1; done'
    sed 's/^FILE_LIMIT=.*/FILE_LIMIT=65536/' "$COLLECTOR" >"$PLACE/collector.sh"
    COLLECTOR=$PLACE/collector.sh collect
    unpack_out
    [ "$(state sysctl-a)" = cut ]
    [ "$(wc -c <"$NODE/sysctl-a.txt")" -eq 65536 ]
}

@test "what does not fit into --max-size is named" {
    stub sysctl '[ "$1" != -a ] || head -c 2000000 /dev/zero | tr "\0" "x"'
    collect --max-size 1
    unpack_out
    [ "$(state sysctl-a)" = - ]
    [ "$(state ps)" = skipped:size ]
    [ "$(state ss)" = skipped:size ]
    [ "$(stat -c %s "$TARBALL")" -lt 1048576 ]
}

interrupt() { # SHELL
    stub sysctl "exec $(hanging 86397)"
    (PATH=$PLACE/bin:$PATH TMPDIR=$PLACE/out exec unshare -n $1 "$COLLECTOR" --no-probes --output "$PLACE/out" 3>&-) &
    for _ in $(seq 100); do sleep 0.2; pgrep -f "$PLACE/hang" && break; done
    pgrep -f "$PLACE/hang"
    kill -TERM $!
    wait $! || true
    [ -z "$(ls -A "$PLACE/out")" ]
    gone "$PLACE/(hang|out)"
}

@test "after SIGTERM nothing is left: dash" { interrupt dash; }
@test "after SIGTERM nothing is left: bash" { interrupt 'bash --posix'; }
@test "after SIGTERM nothing is left: busybox" { interrupt 'busybox sh'; }

# guarded COMMAND [PID]: whether may_run lets it run on a node whose root folder is $PLACE
guarded() { COLDTRACE_TEST=1 sh -c '. "$0"; iptables_backend=legacy; if may_run "$1" "$2" "$3"; then echo runs; else echo "$reason"; fi' "$COLLECTOR" "$PLACE" "$1" "${2:-}"; }

@test "no command runs that would load a module" {
    mkdir -p "$PLACE/proc/net" "$PLACE/sys/module" "$PLACE/lib/modules/$(uname -r)"
    [ "$(guarded nft)" = runs ] # a kernel without modules
    : >"$PLACE/proc/modules"
    for tool in nft iptables-nft-save ss conntrack ipset tcpdump; do [ "$(guarded "$tool")" = module ]; done
    echo 'nf_tables 1 0 - Live 0x0' >"$PLACE/proc/modules"
    [ "$(guarded nft)" = runs ]
    [ "$(guarded iptables-nft-save)" = module ] # printing `-m conntrack` would load nft_compat
    echo 'nft_compat 1 0 - Live 0x0' >>"$PLACE/proc/modules"
    [ "$(guarded iptables-nft-save)" = runs ]
    mkdir "$PLACE/sys/module/tcp_diag"
    [ "$(guarded ss)" = module ]
    echo kernel/net/ipv4/udp_diag.ko >"$PLACE/lib/modules/$(uname -r)/modules.builtin"
    [ "$(guarded ss)" = runs ]
    : >"$PLACE/proc/net/packet"
    [ "$(guarded tcpdump)" = runs ]
}

@test "legacy tables are read only where there are some" {
    mkdir -p "$PLACE/proc/net"
    [ "$(guarded iptables-legacy-save)" = no-tables ]
    : >"$PLACE/proc/net/ip_tables_names"
    [ "$(guarded iptables-save)" = no-tables ]
    echo nat >"$PLACE/proc/net/ip_tables_names"
    [ "$(guarded iptables-legacy-save)" = runs ]
    [ "$(guarded ip6tables-legacy-save)" = no-tables ]
    [ "$(guarded iptables-legacy-save 7)" = no-tables ] # the tables of a pod are its own
    mkdir -p "$PLACE/proc/7/net" && echo nat >"$PLACE/proc/7/net/ip_tables_names"
    [ "$(guarded iptables-legacy-save 7)" = runs ]
}

# backend NAME: which iptables it is that NAME leads to
backend() {
    ln -sf "$1" "$PLACE/bin/iptables"
    PATH=$PLACE/bin:$PATH COLDTRACE_KERNEL=$PLACE/kernel COLDTRACE_TEST=1 sh -c '. "$0"; dry_run= timeout_works= iptables_backend=legacy; know_iptables; echo "$iptables_backend"' "$COLLECTOR"
}

@test "the version of iptables is asked where that loads no module" {
    mkdir -p "$PLACE/kernel/proc"
    for name in xtables-nft-multi xtables-legacy-multi wrapper; do stub "$name" "echo ran >>'$PLACE/ran'; echo 'iptables v1.8.9 (legacy)'"; done
    : >"$PLACE/kernel/proc/modules"
    [ "$(backend xtables-nft-multi)" = nft ]
    [ "$(backend xtables-legacy-multi)" = legacy ]
    [ "$(backend wrapper)" = nft ] # may be, and its -V would load nfnetlink then
    [ ! -e "$PLACE/ran" ]
    rm "$PLACE/kernel/proc/modules"
    [ "$(backend wrapper)" = legacy ]
    [ -e "$PLACE/ran" ]
}

# alone SCRIPT: where other processes of this machine are not seen; $1 is the collector, $2 the folder for the tarball.
alone() { PATH=$PLACE/bin:$PATH unshare -npf --mount-proc sh -c "$1" sh "$COLLECTOR" "$PLACE/out"; }

@test "what D-Bus would start is asked only while it runs" {
    for tool in chronyc ntpq nmcli timedatectl crictl; do stub "$tool" "echo \"\${0##*/} \$*\" >>'$PLACE/ran'"; done
    alone 'sh "$1" --no-probes --output "$2"'
    [ ! -e "$PLACE/ran" ]
    for daemon in chronyd ntpd systemd-timedated crio; do cp "$(command -v sleep)" "$PLACE/bin/$daemon"; done
    alone 'chronyd 60 & ntpd 60 & systemd-timedated 60 & crio 60 & sleep 0.3; sh "$1" --no-probes --output "$2"'
    [ "$(sort "$PLACE/ran" | tr '\n' ,)" = 'chronyc -n -h 127.0.0.1 tracking,crictl ps -a,ntpq -pn 127.0.0.1,timedatectl ,' ]
}

@test "netstat in the place of an ss that would load a module" {
    mkdir -p "$PLACE/kernel/proc/net"
    : >"$PLACE/kernel/proc/modules"
    stub netstat 'echo Active'
    COLDTRACE_KERNEL=$PLACE/kernel collect
    unpack_out
    [ "$(state ss)" = skipped:module ]
    [ "$(state netstat)" = - ]
}

@test "the home folder of every command is in the work folder" {
    stub kubectl 'echo x >"$HOME/.kube-cache"; echo "$HOME" >>'"'$PLACE/homes'"
    stub sysctl 'echo "$HOME" >>'"'$PLACE/homes'"
    : >"$PLACE/config"
    mkdir "$PLACE/home"
    HOME=$PLACE/home collect --kubeconfig "$PLACE/config"
    [ -z "$(ls -A "$PLACE/home")" ]
    [ "$(grep -c . "$PLACE/homes")" -gt 2 ]
    [ "$(grep -cv "^$PLACE/out/.coldtrace" "$PLACE/homes")" -eq 0 ]
}

# A kernel with modules, none of them loaded: the machines that build have a kernel without, so only this can show it.
# bats test_tags=slow
@test "a whole run on a kernel with modules runs no command that would load one, and does where it is loaded" {
    mkdir -p "$PLACE/kernel/proc/net" "$PLACE/kernel/sys/module"
    : >"$PLACE/kernel/proc/modules"
    local guarded='iptables iptables-legacy-save iptables-nft-save iptables-save ip6tables-legacy-save ip6tables-nft-save ip6tables-save nft conntrack ipset ipvsadm ss tcpdump'
    for tool in $guarded; do stub "$tool" "echo \"\${0##*/} \$*\" >>'$PLACE/ran'"; done
    PATH=$PLACE/bin:$PATH COLDTRACE_KERNEL=$PLACE/kernel unshare -n sh "$COLLECTOR" --output "$PLACE/out"
    run cat "$PLACE/ran"
    echo "$output"
    [ "$status" -ne 0 ]
    unpack_out
    for kind in nft-ruleset conntrack ipset ipvsadm ss tcpdump; do [ "$(state $kind)" = skipped:module ]; done
    [ "$(state iptables-save)" = skipped:no-tables ]
    rm -r "$PLACE"/out/*
    printf '%s 1 0 - Live 0x0\n' nfnetlink nf_tables nft_compat nf_conntrack_netlink ip_set ip_vs tcp_diag udp_diag af_packet >"$PLACE/kernel/proc/modules"
    echo filter | tee "$PLACE/kernel/proc/net/ip_tables_names" >"$PLACE/kernel/proc/net/ip6_tables_names"
    PATH=$PLACE/bin:$PATH COLDTRACE_KERNEL=$PLACE/kernel unshare -n sh "$COLLECTOR" --output "$PLACE/out"
    for tool in iptables-legacy-save iptables-nft-save ip6tables-nft-save 'nft list' 'conntrack -S' 'ipset save' 'ipvsadm -Ln' 'ss -' 'tcpdump -p'; do grep "^$tool" "$PLACE/ran"; done
    [ "$(grep tcpdump "$PLACE/ran" | grep -cv -- '-p')" -eq 0 ]
}

@test "kubectl's cache is in the work folder, curl reads no configuration and no proxy, every child speaks C and gives way to others" {
    for tool in kubectl curl sysctl; do stub "$tool" "echo \"\${0##*/} \$LC_ALL \$*\" >>'$PLACE/ran'"; done
    stub nstat "nice >>'$PLACE/nice'; ionice >>'$PLACE/nice'"
    : >"$PLACE/config"
    printf 'dns\tn\tkube-system/coredns\t127.0.0.1\n' >"$PLACE/peers"
    LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 PATH=$PLACE/bin:$PATH unshare -n sh "$COLLECTOR" --output "$PLACE/out" --kubeconfig "$PLACE/config" --peers "$PLACE/peers"
    grep '^sysctl C -a' "$PLACE/ran"
    [ "$(grep '^kubectl' "$PLACE/ran" | grep -cv -- '^kubectl C .*--cache-dir=kubectl-cache')" -eq 0 ]
    grep "^curl C -q .*--noproxy \*" "$PLACE/ran"
    [ "$(head -n 1 "$PLACE/nice")" -ge 10 ]
    [ "$(grep -vc '^[0-9]*$\|^idle' "$PLACE/nice")" -eq 0 ]
    [ "$(grep '^curl' "$PLACE/ran" | grep -cv -- '-q .*--noproxy \*')" -eq 0 ]
}
