#!/bin/sh
# Coldtrace collector: what a node knows about its pod network, in one tarball.
#
# For the reader who has to allow it on a machine:
#   - It reads. It changes no setting, loads no kernel module, and writes only into a work folder of its own (removed
#     at the end, also when interrupted) and the one tarball. Every command stands in the table `facts` below, or in
#     `probe_command` (ping, an HTTP GET, a DNS look-up) and `start_capture` (tcpdump, headers only).
#   - Each command has a time limit and a size limit; the run has both, too.
#   - Packets go to the addresses of the peers file alone, or of the peers found (see `find_peers`).
#   - Secrets of Kubernetes are never asked for; passwords, tokens and keys are masked before anything is written.
#
# The format of the tarball: docs/snapshot-format.md. POSIX sh: dash, bash, busybox ash.
#
# shellcheck disable=SC2015 # `test && test || act` is meant: act unless both hold

set -uf
umask 077
export LC_ALL=C
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin # su and cron leave sbin out

VERSION=0.1.0
FILE_LIMIT=33554432    # bytes of one command's output
STDERR_LIMIT=65536     # bytes of one command's standard error
SIDE_BY_SIDE=16        # probes at once
CAPTURE_PACKETS=20000  # of the VXLAN port
PACKING_SECONDS=5      # of the budget, kept for the tarball
DNS_SERVICES='kube-system/kube-dns kube-system/coredns kube-system/rke2-coredns-rke2-coredns'
tab=$(printf '\t')
newline='
'

# ---------------------------------------------------------------------------------------------------------------------
# What is collected: file, kind (docs/snapshot-format.md), seconds, command. A path instead of a command is copied under
# files/; a pattern stands for all that it matches. No quoting: words are separated by blanks.
# ---------------------------------------------------------------------------------------------------------------------
facts() {
    cat <<END
uname.txt               uname              5  uname -a
date.txt                date               5  date +%s%t%Z%t%z
sysctl-a.txt            sysctl-a          15  sysctl -a
sysctl-version.txt      sysctl-version     5  sysctl -V
sysctl-files.txt        sysctl-files      10  list_sysctl_files
files                   sysctl-conf        5  $(sysctl_files | tr '\n' ' ')
iptables-legacy-save.txt  iptables-save   15  iptables-legacy-save -c
iptables-nft-save.txt     iptables-save   15  iptables-nft-save -c
iptables-save.txt         iptables-save   15  iptables-save -c
ip6tables-legacy-save.txt iptables-save   15  ip6tables-legacy-save -c
ip6tables-nft-save.txt    iptables-save   15  ip6tables-nft-save -c
ip6tables-save.txt        iptables-save   15  ip6tables-save -c
iptables-version.txt    iptables-version   5  iptables -V
nft-ruleset.txt         nft-ruleset       15  nft list ruleset
ip-addr.txt             ip-addr           10  ip -d addr
ip-link.txt             ip-link           10  ip -d -s link
ip-route.txt            ip-route          10  ip route show table all
ip-rule.txt             ip-rule            5  ip rule
ip-neigh.txt            ip-neigh          10  ip neigh
bridge-fdb.txt          bridge-fdb        10  bridge fdb show
ss.txt                  ss                10  ss -tuanp
ps.txt                  ps                10  ps -e -ww -o pid,ppid,user,stat,comm,args
systemctl-units.txt     systemctl         10  systemctl list-units --all --no-pager
modules.txt             proc-modules       5  cat /proc/modules
files                   os-release         5  /etc/os-release
files                   resolv-conf        5  /etc/resolv.conf
files                   flannel-subnet-env 5  /run/flannel/subnet.env
files                   cni-conflist       5  /etc/cni/net.d/*.conf /etc/cni/net.d/*.conflist /var/lib/rancher/k3s/agent/etc/cni/net.d/*.conflist
files                   firewalld-conf     5  /etc/firewalld/firewalld.conf
files                   ufw-conf           5  /etc/ufw/ufw.conf /etc/default/ufw
kubectl/nodes.json                  kubectl-json 15  $kubectl get nodes -o json
kubectl/pods.json                   kubectl-json 15  $kubectl get pods --all-namespaces -o json
kubectl/services.json               kubectl-json 15  $kubectl get services --all-namespaces -o json
kubectl/endpoints.json              kubectl-json 15  $kubectl get endpoints --all-namespaces -o json
kubectl/endpointslices.json         kubectl-json 15  $kubectl get endpointslices --all-namespaces -o json
kubectl/daemonsets.json             kubectl-json 15  $kubectl get daemonsets --all-namespaces -o json
kubectl/configmaps-kube-system.json  kubectl-json 15  $kubectl get configmaps --namespace=kube-system -o json
kubectl/configmaps-kube-flannel.json kubectl-json 15  $kubectl get configmaps --namespace=kube-flannel -o json
kubectl/events.json                 kubectl-json 15  $kubectl get events --all-namespaces -o json
END
}

help() {
    cat <<'END'
Usage: sh coldtrace-collect.sh [OPTIONS]

Collects what this node knows about its pod network, probes its peers, and writes one tarball. Changes nothing.
Run it on each node, as root where you can: without, firewall rules and packets stay unseen.

  --output DIR          where the tarball goes (default: the current folder)
  --write-peers FILE    no collection: find nodes, CoreDNS pods, a pod a node and the DNS service; write FILE
  --peers FILE          probe the peers in FILE (default: find them as --write-peers does)
  --target IP:PORT[/udp]  probe this address too; may be repeated (not in this version)
  --at TIME             wait until TIME (epoch seconds, or HH:MM:SS today) before probing, so that nodes probe together;
                        the waiting does not count against --max-time
  --no-probes           passive facts only; sends no packet
  --max-time SECONDS    budget of the whole run (default 120)
  --max-size MIB        budget of the tarball (default 200)
  --node-name NAME      default: the peer that has one of this host's addresses, else the host's name
  --kubeconfig FILE     default: $KUBECONFIG, else the admin file of kubeadm, k3s or rke2
  --encrypt-to CERT     encrypt the tarball to this X.509 certificate (PEM): .tar.gz.cms; needs openssl. It is never on
                        disk in plain; what was collected is, in the work folder, until the run ends
  --split MIB           write it in parts of this size, .001, .002, ...; one part too where it fits in one
  --lang en|zh-CN       language of help and progress (zh-CN not in this version)
  --dry-run             print every command that would run, run none
  --help, --version

The last line of stdout is the path of what to send.
Exit: 0 written (the manifest inside says what was missing), 2 usage, 3 nothing could be written.
END
}

# ---------------------------------------------------------------------------------------------------------------------
# Words, time, clean-up
# ---------------------------------------------------------------------------------------------------------------------
say() { printf 'coldtrace: %s\n' "$*" >&2; }
usage_error() { say "$*"; say 'try --help'; exit 2; }
cannot_write() { say "$*"; exit 3; }
have() { command -v "$1" >/dev/null 2>&1; }

# note TEXT: something the reader of the snapshot should know.
note() { [ "$dry_run" ] || printf '#note\t%s\n' "$(escape "$*")" >>"$work/notes"; }

# quote WORD...: as a person would type it.
quote() {
    for argument; do
        case $argument in
            '' | *[!A-Za-z0-9_@%+=:,./-]*) printf "'%s' " "$(printf '%s' "$argument" | sed "s/'/'\\\\''/g")" ;;
            *) printf '%s ' "$argument" ;;
        esac
    done | awk '{ sub(/ $/, ""); print }'
}

# escape TEXT: as a value of the manifest.
escape() {
    case $1 in
        *\\* | *"$tab"* | *"$newline"*)
            printf '%s\n' "$1" | sed -e 's/\\/\\\\/g' -e "s/$tab/\\\\t/g" | awk 'NR > 1 { printf "\\n" } { printf "%s", $0 }' ;;
        *) printf '%s' "$1" ;;
    esac
}

# clock: hundredths of a second since boot in $clock. No fork, and nobody sets this clock while we run.
clock() {
    read -r clock _ </proc/uptime
    clock=$((${clock%.*} * 100 + 1${clock#*.} - 100))
}

# seconds_left DEADLINE: in $left, from a deadline in hundredths.
seconds_left() { clock; left=$((($1 - clock) / 100)); }

# descendants PID: the processes below it. From /proc, as ps differs from system to system.
descendants() {
    set +f
    for stat in /proc/[0-9]*/stat; do
        read -r line 2>/dev/null <"$stat" || continue
        below=${line##*) } # the name before may hold blanks and brackets
        below=${below#* }
        printf '%s %s\n' "${line%% *}" "${below%% *}"
    done 2>/dev/null | awk -v root="$1" '
        { parent[$1] = $2 }
        END { for (pid in parent) for (up = parent[pid]; up in parent || up == root; up = parent[up]) if (up == root) { print pid; break } }'
    set -f
}

clean_up() {
    trap '' INT TERM HUP
    for signal in TERM KILL; do
        # shellcheck disable=SC2046 # a list of numbers
        kill -"$signal" $(descendants $$) 2>/dev/null
    done
    cd /
    [ -z "$reserved" ] || { set +f; rm -f "$reserved"${split:+.[0-9]*}; }
    [ -z "$work" ] || rm -rf "$work"
}

# ---------------------------------------------------------------------------------------------------------------------
# Running one command
# ---------------------------------------------------------------------------------------------------------------------

# bounded SECONDS COMMAND...: with a time limit. Old busybox has a `timeout` of other syntax, minimal systems have none.
bounded() {
    limit=$1; shift
    case $(command -v "$1") in
        /*) if [ "$timeout_works" ]; then timeout -k 2 "$limit" "$@"; return; fi ;;
    esac
    "$@" &
    bounded_job=$!
    (sleep "$limit"; kill "$bounded_job"; sleep 2; kill -9 "$bounded_job") >/dev/null 2>&1 &
    watchdog=$!
    wait "$bounded_job"; bounded_status=$?
    # shellcheck disable=SC2046 # a list of numbers; the sleep holds no file open, but need not stay either
    kill "$watchdog" $(descendants "$watchdog") 2>/dev/null
    return "$bounded_status"
}

# ask COMMAND...: a short question of our own, its answer on stdout.
ask() {
    if [ "$dry_run" ]; then quote "$@" >&3; return; fi
    have "$1" && bounded 10 "$@" 2>/dev/null </dev/null
}

# filter KIND: what a command printed, without secrets where arguments and configuration may hold them.
filter() {
    case $1 in
        ps | kubectl-json | cni-conflist | tcpdump) mask ;;
        *) cat ;;
    esac
}

# mask: passwords, tokens and keys become ***. Lines stay lines and JSON stays JSON: only what stands inside a string
# is replaced, never a quote or a backslash. In this order: the value after an environment variable's name; the copy of
# the whole object that kubectl apply leaves in an annotation; keys of JSON; of JSON inside a string; NAME=VALUE and
# NAME: VALUE; options with a blank; HTTP credentials; URLs; private keys.
mask() {
    word=$(any_case '(pass(word|wd|phrase)|token|secret|credentials?|(api|access|private|secret)[-_.]?key)')
    sed -E \
        -e "/\"name\": \"[^\"]*${word}[^\"]*\",?\$/{n;s/(\"value\": \")([^\"\\\\]|\\\\.)*\"/\\1***\"/;}" \
        -e 's/("kubectl.kubernetes.io\/last-applied-configuration": ")([^"\\]|\\.)*"/\1***"/' \
        -e "s/(\"[^\"\\\\]*${word}[^\"\\\\]*\" *: *\")([^\"\\\\]|\\\\.)*\"/\\1***\"/g" \
        -e "s/(\\\\\"[^\"\\\\]*${word}[^\"\\\\]*\\\\\" *: *\\\\\")[^\"\\\\]*/\\1***/g" \
        -e "s/(${word})(=|: +)[^][\"\\\\,;& ${tab}{}]+/\\1\\5***/g" \
        -e "s/(--?[a-z-]*${word}) +[^-\"\\\\ ][^\"\\\\ ]*/\\1 ***/g" \
        -e 's/(([Bb]earer|[Bb]asic) +)[A-Za-z0-9._~+\/=-]+/\1***/g' \
        -e 's/(:\/\/[^:@\/" ]+:)[^@\/" ]+@/\1***@/g' \
        -e 's/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-"]*/\1***/g'
}

# any_case PATTERN: busybox sed may lack the flag I.
any_case() {
    printf '%s\n' "$1" | awk '{
        for (i = 1; i <= length($0); i++) { c = substr($0, i, 1); printf "%s", c ~ /[a-z]/ ? "[" toupper(c) c "]" : c } }'
}

# capture FILE KIND SECONDS COMMAND...: runs it, keeps what it prints, adds its line to the manifest. Sets $start,
# $status, $duration and $state for the caller. Not for the main shell: see `step`.
capture() {
    file=$1 kind=$2 seconds=$3; shift 3
    argv=${shown:-$(quote "$@")} out=$tree/$file bytes=0 sha=- err=- status=- state=- duration=0.00
    start=$(date +%s)
    seconds_left "$deadline"
    [ "$seconds" -le "$left" ] || seconds=$left
    why_not "$file" "$@"
    if [ "$why" = covered ]; then return; fi
    if [ "$dry_run" ]; then printf '%s\n' "${why:+# $why: }$argv" >&3; return; fi
    if [ "$why" ]; then state=$why; file=-; manifest_line; return; fi
    mkdir -p "${out%/*}"
    began=$clock
    {
        { bounded "$seconds" "$@"; echo $? >"$out.status"; } 2>"$out.err" | filter "$kind" | head -c "$FILE_LIMIT" >"$out"
    } </dev/null
    clock
    duration=$(printf '%d.%02d' $(((clock - began) / 100)) $(((clock - began) % 100)))
    status=$(cat "$out.status"); rm -f "$out.status"
    bytes=$(($(wc -c <"$out")))
    case $status in 124 | 137 | 143) [ $((clock - began)) -lt $((seconds * 100 - 50)) ] || state=timeout ;; esac
    [ "$bytes" -lt "$FILE_LIMIT" ] || state='cut'
    keep_stderr
    sha=$(sha256 "$out")
    manifest_line
}

keep_stderr() {
    if [ ! -s "$out.err" ]; then rm -f "$out.err"; return; fi
    filter ps <"$out.err" | head -c "$STDERR_LIMIT" >"$out.err.cut" && mv "$out.err.cut" "$out.err"
    err=$file.err
}

manifest_line() {
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$(escape "$file")" "$kind" "$(escape "$argv")" "$status" "$start" \
        "$duration" "$bytes" "$state" "$sha" "$(escape "$err")" >>"$work/commands"
}

# why_not FILE COMMAND...: in $why the state of a command that is not to run; empty if it may.
why_not() {
    why=
    case $2 in
        cat)
            [ -e "$3" ] || why=missing
            # A kernel that has no such file can load no module; that is an answer, nothing is missing.
            [ "$why$3" != missing/proc/modules ] || why=skipped:no-modules ;;
        kubectl | k3s) [ "$kubectl_state" = - ] || why=$kubectl_state ;;
        iptables-save | ip6tables-save) ! have "${2%-save}-$iptables_backend-save" || why=covered ;;
    esac
    [ -z "$why" ] || return
    if ! have "$2"; then why=missing
    elif [ "$left" -le 0 ]; then why=skipped:budget
    elif [ "$size_left" -le 0 ]; then why=skipped:size
    else may_run / "$2" || why=skipped:$reason
    fi
}

# may_run ROOT COMMAND: false, with a $reason, where the command would make the kernel load a module, or register the
# tables of a firewall that is not in use. What has no /proc/modules cannot load any.
may_run() {
    reason=module
    root=${1%/}
    case $2 in
        iptables-legacy-save | ip6tables-legacy-save) set -- legacy "$2" ;;
        iptables-save | ip6tables-save) set -- "$iptables_backend" "$2" ;;
    esac
    case $1:$2 in
        legacy:ip6*) has_tables ip6_tables_names; return ;;
        legacy:*) has_tables ip_tables_names; return ;;
        *:iptables-nft-save | *:ip6tables-nft-save | nft:* | *:nft) has_modules nf_tables ;;
        *:conntrack) has_modules nf_conntrack_netlink ;;
        *:ipset) has_modules ip_set ;;
        *:ss) has_modules tcp_diag udp_diag ;;
        *:tcpdump) [ -e "$root/proc/net/packet" ] || has_modules af_packet ;;
    esac
}

# has_tables NAME: the kernel lists at least one table of this legacy firewall. Only root may read the list; anyone else
# cannot load a module either.
has_tables() {
    reason=no-tables
    if [ -e "$root/proc/net/$1" ] && [ ! -r "$root/proc/net/$1" ]; then return 0; fi
    grep -q . "$root/proc/net/$1" 2>/dev/null
}

has_modules() {
    [ -e "$root/proc/modules" ] || return 0
    for module; do
        [ -d "$root/sys/module/$module" ] || grep -q "^$module " "$root/proc/modules" ||
            grep -q "/$module\.ko" "$root/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null || return 1
    done
}

sha256() {
    if have sha256sum; then sha256sum <"$1"
    elif have openssl; then openssl dgst -sha256 -r <"$1"
    elif have busybox; then busybox sha256sum <"$1"
    fi 2>/dev/null | awk '{ print $1; found = 1 } END { if (!found) print "-" }'
}

# step COMMAND...: in a child, so that a signal interrupts the run at once and variables stay apart.
step() { ("$@") & wait $!; }

# ---------------------------------------------------------------------------------------------------------------------
# Passive facts
# ---------------------------------------------------------------------------------------------------------------------

# collect_facts PATTERN: the lines of the table that match.
collect_facts() {
    facts | grep "$1" >"$work/facts"
    while read -r file kind seconds command; do
        measure_size
        # shellcheck disable=SC2086 # the table's commands are words separated by blanks
        if [ "$file" = files ]; then copy_files "$kind" "$seconds" $command
        else step capture "$file" "$kind" "$seconds" $command
        fi
        [ "$file" != kubectl/nodes.json ] || check_api
    done <"$work/facts"
}

# measure_size: what is left of --max-size. Of the files as they are: packed they are smaller.
measure_size() { size_left=$((max_size * 1024 - $(du -sk "$tree" | awk '{ print $1 }'))); }

# copy_files KIND SECONDS PATTERN...: what does not exist is named as it stands in the table.
copy_files() {
    copied_kind=$1 copied_seconds=$2; shift 2
    set +f
    # shellcheck disable=SC2048,SC2086 # patterns are to become paths here
    set -- $*
    set -f
    for path; do step capture "files$path" "$copied_kind" "$copied_seconds" cat "$path"; done
}

# check_api: one API server that does not answer must not cost a time-out for each resource.
check_api() {
    grep -qiE 'unable to connect|was refused|timed? ?out|deadline|no route|no such host|certificate' \
        "$tree/kubectl/nodes.json.err" 2>/dev/null && kubectl_state=skipped:api
}

# sysctl_files: the configuration of kernel parameters, in the order of loading: by name, of one name the folder that
# wins first; /etc/sysctl.conf last, as `sysctl --system` has it.
sysctl_files() {
    set +f
    for directory in /etc/sysctl.d /run/sysctl.d /usr/local/lib/sysctl.d /usr/lib/sysctl.d /lib/sysctl.d; do
        # /lib is /usr/lib on newer systems
        if [ -h /lib ] && [ "$directory" = /lib/sysctl.d ]; then continue; fi
        for path in "$directory"/*.conf; do
            case $path in *[[:space:]]*) continue ;; esac
            if [ -e "$path" ] || [ -h "$path" ]; then printf '%s %s\n' "${path##*/}" "$path"; fi
        done
    done | sort -s -k 1,1 | sed 's/^[^ ]* //'
    set -f
    echo /etc/sysctl.conf
}

# list_sysctl_files: path, link target, bytes, modification time, package.
list_sysctl_files() {
    owners=$(sysctl_files | owners)
    for path in $(sysctl_files); do
        [ -e "$path" ] || [ -h "$path" ] || continue
        owner=$(printf '%s\n' "$owners" | sed -n "s|: $path\$||p")
        printf '%s\t%s\t%s\t%s\t%s\n' "$path" "$(readlink "$path" || echo -)" "$(wc -c <"$path" | tr -d ' ')" \
            "$(stat -L -c %Y "$path" || echo -)" "${owner:--}"
    done
}

# owners: for each path on stdin `PACKAGE: PATH`, if a package owns it. rpm is asked only where its database is SQLite: a
# query into the older Berkeley DB writes lock files, and leaves a broken one if it is killed.
owners() {
    if have dpkg-query; then xargs dpkg-query -S 2>/dev/null
    elif have rpm && [ -e /var/lib/rpm/rpmdb.sqlite ]; then
        while read -r path; do rpm -qf --qf "%{NAME}: $path\n" "$path" 2>/dev/null | grep -v ' is not owned\|^error'; done
    fi
}

# ---------------------------------------------------------------------------------------------------------------------
# Peers
# ---------------------------------------------------------------------------------------------------------------------

# find_peers: the lines of a peers file: from the cluster if there is a kubectl that answers, else from what flannel and
# kube-proxy wrote into this node's kernel.
find_peers() {
    if [ "$kubectl_state" = - ] && peers_of_cluster >"$work/peers.found" && { [ "$dry_run" ] || grep -q '^node' "$work/peers.found"; }; then
        peers_from='kubectl get nodes, pods, services'
    else
        peers_from='routes, FDB and service rules of this node'
        peers_of_kernel >"$work/peers.found"
    fi
    cat "$work/peers.found"
}

peers_of_cluster() {
    nodes='{range .items[*]}{.metadata.name}{"\t"}{.status.addresses[?(@.type=="InternalIP")].address}{"\t"}{.spec.podCIDR}{"\n"}{end}'
    pods='{range .items[*]}{.spec.nodeName}{"\t"}{.metadata.namespace}/{.metadata.name}{"\t"}{.status.podIP}{"\t"}{.spec.hostNetwork}{"\t"}{.status.phase}{"\t"}{.status.conditions[?(@.type=="Ready")].status}{"\t"}{.metadata.labels.k8s-app}{"\t"}{range .spec.containers[*].ports[*]}{.containerPort}/{.protocol}{" "}{end}{"\n"}{end}'
    services='{range .items[*]}{.metadata.namespace}/{.metadata.name}{"\t"}{.spec.clusterIP}{"\t"}{range .spec.ports[*]}{.port}/{.protocol}{" "}{end}{"\n"}{end}'
    # shellcheck disable=SC2086 # $kubectl is words
    {
        ask $kubectl get nodes -o "jsonpath=$nodes" | awk -F '\t' -v OFS='\t' '$1 != "" {
            split($2, addresses, " "); print "node", $1, addresses[1] == "" ? "-" : addresses[1], $3 == "" ? "-" : $3 }'
        ask $kubectl get pods --all-namespaces -o "jsonpath=$pods" | awk -F '\t' -v OFS='\t' '
            $5 != "Running" || $4 == "true" || $3 == "" { next }
            { split($8, ports, " "); port = ports[1] == "" ? "-" : tolower(ports[1]); dns = $7 == "kube-dns" || $7 == "coredns" }
            dns { print "dns", $1, $2, $3 }
            # of each node one pod: ready before not ready, with a port before without, CoreDNS last (it is probed anyway)
            { rank = 1 + ($6 == "True") * 4 + (!dns) * 2 + (port != "-") }
            rank > best[$1] { best[$1] = rank; pod[$1] = "pod" OFS $1 OFS $2 OFS $3 OFS port }
            END { for (node in pod) print pod[node] }' | sort
        ask $kubectl get services --all-namespaces -o "jsonpath=$services" | awk -F '\t' -v OFS='\t' -v dns=" $DNS_SERVICES " '
            $1 == "default/kubernetes" { print "service", $1, $2, "443/tcp" }
            $2 !~ /\./ { next }
            index(dns, " " $1 " ") && $3 ~ /(^| )53\// { known = 1; print "service", $1, $2, "53/udp" }
            !other && $3 ~ /(^| )53\/UDP/ { other = "service" OFS $1 OFS $2 OFS "53/udp" }
            END { if (!known && other) print other }'
    }
}

# peers_of_kernel: most nodes of a cluster have no kubeconfig, but flannel wrote each peer's pod network and address into
# routes, neighbours and FDB, and kube-proxy each service and its endpoints into rules.
peers_of_kernel() {
    network=$(sed -n 's/^FLANNEL_NETWORK=//p' /run/flannel/subnet.env 2>/dev/null)
    subnet=$(sed -n 's/^FLANNEL_SUBNET=//p' /run/flannel/subnet.env 2>/dev/null)
    [ -n "$subnet" ] || subnet=$(ask ip -4 -o addr show dev cni0 | awk '{ print $4; exit }')
    {
        printf 'self %s %s %s %s\n' "$node" "${underlay_address:--}" "${subnet:--}" "${network:--}"
        ask ip -4 route show | sed 's/^/route /'
        if [ "$vxlan" ]; then
            ask bridge fdb show dev "$vxlan" | sed 's/^/fdb /'
            ask ip neigh show dev "$vxlan" | sed 's/^/neighbor /'
        fi
        ask ip -4 neigh show dev cni0 | sed 's/^/local /'
        for rules in iptables-nft-save iptables-legacy-save iptables-save nft-ruleset; do
            [ ! -f "$tree/$rules.txt" ] || sed -n 's/^\[[0-9:]*\] *//; /KUBE-S\|service\|endpoint/s/^[[:space:]]*/rule /p' "$tree/$rules.txt"
        done
        sed -n '/^clusterDNS:/,/^[^ -]*:/s/^ *- */kubelet-dns /p' /var/lib/kubelet/config.yaml 2>/dev/null
    } | awk -v OFS='\t' -v vxlan="$vxlan" "$PEERS_OF_KERNEL"
}

# Lines are named by their first word. Endpoints belong to the node whose pod network holds them; all others (the API
# server on a node's own address) are no pods.
# shellcheck disable=SC2016 # an awk program
PEERS_OF_KERNEL='
    function after(word,    i) { for (i = 2; i < NF; i++) if ($i == word) return $(i + 1); return "" }
    function number(address,    part) { split(address, part, "."); return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] }
    function addresses(prefix,    n) { for (n = 1; prefix < 32; prefix++) n *= 2; return n } # busybox awk may lack ^
    function inside(address, cidr,    part, size) {
        if (split(cidr, part, "/") != 2) return 0
        size = addresses(part[2]); return int(number(address) / size) == int(number(part[1]) / size) }
    function base(cidr,    part, n) {
        if (split(cidr, part, "/") != 2) return "-"
        n = number(part[1]); n -= n % addresses(part[2])
        return int(n / 16777216) "." int(n / 65536) % 256 "." int(n / 256) % 256 "." n % 256 "/" part[2] }
    function add_node(name, address, cidr,    part) {
        nodes++; names[nodes] = name; print "node", name, address, cidr
        if (split(cidr, part, "/") == 2) { first[nodes] = number(part[1]); size_of[nodes] = addresses(part[2]) } }
    function node_of(address,    n, value) {
        value = number(address)
        for (n = 1; n <= nodes; n++) if (n in first && value >= first[n] && value < first[n] + size_of[n]) return n
        return 0 }
    function add_endpoint(service, address, port, dns) {
        if (address port in seen) return
        seen[address port] = 1; endpoints++
        endpoint_service[endpoints] = service; endpoint[endpoints] = address; endpoint_port[endpoints] = port; is_dns[endpoints] = dns }
    function add_service(name, address, port) {
        if (port !~ /^53\// || name in services) return
        services[name] = 1; service_line[++service_lines] = "service" OFS name OFS address OFS "53/udp" }
    function namespace(service) { sub(/\/.*/, "", service); return service == "" ? "-" : service }
    function comment(    text) {
        if (!match($0, /--comment "?[^" ]*/)) return ""
        text = substr($0, RSTART + 10, RLENGTH - 10); sub(/^"/, "", text); sub(/:.*/, "", text); return text }

    $1 == "self" { self = $2; self_address = $3; network = $5; add_node(self, self_address, base($4)); own = base($4) }
    $1 == "fdb" && after("dst") != "" && $2 != "00:00:00:00:00:00" { peer_of[$2] = after("dst") }
    $1 == "neighbor" && after("lladdr") != "" { mac_of[$2] = after("lladdr") }
    $1 == "route" && $2 ~ /\// && after("via") != "" && (after("dev") == vxlan || inside($2, network)) {
        routes++; cidr[routes] = $2; via[routes] = after("via"); tunneled[routes] = after("dev") == vxlan }
    $1 == "local" && after("lladdr") != "" { add_local[++locals] = $2 }

    $1 == "rule" && $2 == "-A" && $3 == "KUBE-SERVICES" && after("-j") ~ /^KUBE-SVC-/ {
        place[1] = after("-d"); sub(/\/32$/, "", place[1])
        service_of[after("-j")] = comment(); port_of[after("-j")] = after("--dport") "/" after("-p")
        add_service(comment(), place[1], port_of[after("-j")]) }
    $1 == "rule" && $2 == "-A" && $3 ~ /^KUBE-SVC-/ && after("-j") ~ /^KUBE-SEP-/ { chain_of[after("-j")] = $3 }
    $1 == "rule" && $2 == "-A" && $3 ~ /^KUBE-SEP-/ && after("--to-destination") != "" {
        destinations++; destination[destinations] = after("--to-destination"); sep[destinations] = $3; protocol[destinations] = after("-p") }
    # kube-proxy in nftables mode: 10.96.0.10 . udp . 53 : goto service-ULMVA6XW-kube-system/kube-dns/udp/dns
    $1 == "rule" && index($0, ": goto service-") && match($0, /[0-9.]+ \. (udp|tcp) \. [0-9]+ : goto service-[A-Z0-9]+-[^ ,]+/) {
        split(substr($0, RSTART, RLENGTH), word, " "); split(word[8], part, "/"); sub(/^service-[A-Z0-9]+-/, "", part[1])
        add_service(part[1] "/" part[2], word[1], word[5] "/" word[3]) }
    $1 == "rule" && $2 == "chain" && match($3, /^endpoint-[A-Z0-9]+-/) && split(substr($3, RLENGTH + 1), part, "__") == 2 {
        split(part[1], word, "/"); split(part[2], place, "/")
        add_endpoint(word[1] "/" word[2], place[1], place[2] "/" word[3], word[2] ~ /dns/) }
    $1 == "kubelet-dns" { kubelet_dns = $2 }

    END {
        for (i = 1; i <= routes; i++) {
            peer = tunneled[i] ? peer_of[mac_of[via[i]]] : via[i]
            known[peer] = 1
            add_node(peer == "" ? "unknown-" via[i] : peer, peer == "" ? "-" : peer, cidr[i]) }
        for (mac in peer_of) if (!(peer_of[mac] in known)) { known[peer_of[mac]] = 1; add_node(peer_of[mac], peer_of[mac], "-") }
        for (i = 1; i <= destinations; i++) {
            split(destination[i], place, ":"); chain = chain_of[sep[i]]
            add_endpoint(service_of[chain], place[1], place[2] "/" protocol[i], port_of[chain] ~ /^53\//) }
        for (i = 1; i <= endpoints; i++) if (n = node_of(endpoint[i])) {
            name = namespace(endpoint_service[i]) "/" endpoint[i]
            if (is_dns[i] && !(endpoint[i] in printed)) { printed[endpoint[i]] = 1; print "dns", names[n], name, endpoint[i] }
            if (!(n in pod) || (pod_is_dns[n] && !is_dns[i])) { pod_is_dns[n] = is_dns[i]; pod[n] = name OFS endpoint[i] OFS endpoint_port[i] } }
        if (nodes && !(1 in pod)) for (i = 1; i <= locals; i++) if (inside(add_local[i], own)) { pod[1] = "-/" add_local[i] OFS add_local[i] OFS "-"; break }
        for (n = 1; n <= nodes; n++) if (n in pod) print "pod", names[n], pod[n]
        for (i = 1; i <= service_lines; i++) print service_line[i]
        if (!service_lines && kubelet_dns != "") print "service", "kube-system/kube-dns", kubelet_dns, "53/udp"
    }'

# read_peers FILE: its lines without comments, and only those that name what a probe can use: an address becomes an
# argument of ping and curl.
read_peers() {
    tr -d '\r' <"$1" | awk -F '\t' -v OFS='\t' '
        function address(text) { return text ~ /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/ }
        { sub(/[ \t]*#.*/, "") }
        $1 == "node" && NF >= 3 && (address($3) || $3 == "-") && ($4 == "" || $4 == "-" || $4 ~ /^[0-9.]+\/[0-9]+$/) { print $1, $2, $3, $4 == "" ? "-" : $4; next }
        $1 == "pod" && NF >= 4 && address($4) { print $1, $2, $3, $4, $5 == "" ? "-" : $5; next }
        $1 == "dns" && NF >= 4 && address($4) { print $1, $2, $3, $4; next }
        $1 == "service" && NF >= 4 && address($3) && $4 ~ /^[0-9]+\/[a-z]+$/ { print $1, $2, $3, $4; next }
        NF { print "ignored\t" $0 }'
}

# know_underlay: the flannel VXLAN device, its port, and the interface and address that its packets leave from.
know_underlay() {
    vxlan='' vxlan_port=8472 underlay='' underlay_address=''
    ask ip -d -o link show type vxlan >"$work/vxlan"
    while read -r _ name line; do
        case $name in flannel.*) ;; *) continue ;; esac
        vxlan=${name%:}; vxlan=${vxlan%@*}
        # shellcheck disable=SC2086 # words
        set -- $line
        while [ $# -gt 1 ]; do
            case $1 in
                local) underlay_address=$2 ;;
                dev) underlay=$2 ;;
                dstport) vxlan_port=$2 ;;
            esac
            shift
        done
        break
    done <"$work/vxlan"
    [ "$underlay" ] || underlay=$(ask ip -4 route show default | sed -n 's/.* dev \([^ ]*\).*/\1/p;q')
    [ "$underlay_address" ] || [ -z "$underlay" ] ||
        underlay_address=$(ask ip -4 -o addr show dev "$underlay" | awk '{ sub(/\/.*/, "", $4); print $4; exit }')
}

# name_node: --node-name, else the peer that has one of our addresses, else the host's name.
name_node() {
    host=$(uname -n)
    [ -z "$node" ] || return 0
    node=$host
    own=" $(ask ip -4 -o addr | awk '{ sub(/\/.*/, "", $4); printf "%s ", $4 }')"
    # shellcheck disable=SC2016,SC2086 # awk's own $; $kubectl is words
    if [ "$peers" ]; then read_peers "$peers" | grep '^node'
    elif [ "$kubectl_state" = - ]; then
        ask $kubectl get nodes -o 'jsonpath={range .items[*]}node{"\t"}{.metadata.name}{"\t"}{.status.addresses[?(@.type=="InternalIP")].address}{"\n"}{end}'
    fi >"$work/names"
    named=$(awk -F '\t' -v own="$own" '{ split($3, some, " "); for (i in some) if (index(own, " " some[i] " ")) { print $2; exit } }' "$work/names")
    [ -z "$named" ] || node=$named
}

# ---------------------------------------------------------------------------------------------------------------------
# Probes
# ---------------------------------------------------------------------------------------------------------------------

# list_probes PEERS: kind, target, node, address, port of each probe. A pod network's .0 is the peer's flannel.1, its .1
# the peer's cni0: neither shows whether the peer forwards (both answer with ip_forward=0), so pods are probed as well.
list_probes() {
    awk -F '\t' -v OFS='\t' -v tunnel="$vxlan" '
        function nth(cidr, n,    part) { sub(/\/.*/, "", cidr); split(cidr, part, "."); return part[1] "." part[2] "." part[3] "." part[4] + n }
        $1 == "node" && $3 != "-" { print "ping-node", $2, $2, $3, "-" }
        $1 == "node" && $4 != "-" && tunnel != "" { print "ping-tunnel", $2, $2, nth($4, 0), "-" }
        $1 == "node" && $4 != "-" { print "ping-gateway", $2, $2, nth($4, 1), "-" }
        $1 == "pod" { print "ping-pod", $3, $2, $4, "-" }
        $1 == "dns" { print "http-metrics", $3, $2, $4, "9153/tcp"; print "dns-pod", $3, $2, $4, "53/udp" }
        $1 == "service" && $4 ~ /^53\// && !($3 in seen) { seen[$3] = 1; print "dns-service", $2, "-", $3, "53/udp" }
    ' "$1" | awk -F '\t' -v OFS='\t' '{
        id = tolower($1 "." $2); gsub(/[^a-z0-9._-]/, "-", id)
        if (used[id]++) id = id "." used[id]
        print id, $0 }'
}

# choose_tools: how to ask HTTP and DNS here. busybox has applets of the same names with other options.
choose_tools() {
    http='' dns=''
    for tool in curl wget; do [ "$http" ] || ! have "$tool" || http=$tool; done
    for tool in nslookup dig host; do [ "$dns" ] || ! have "$tool" || dns=$tool; done
    [ "$http" != wget ] || ! is_busybox wget || http=busybox-wget
    [ "$dns" != nslookup ] || ! is_busybox nslookup || dns=busybox-nslookup
    domain=$(sed -n 's/^clusterDomain: *"\{0,1\}\([A-Za-z0-9.-]*\).*/\1/p' /var/lib/kubelet/config.yaml 2>/dev/null)
    question=kubernetes.default.svc.${domain:-cluster.local}
}

is_busybox() { case $(readlink -f "$(command -v "$1")") in *busybox*) ;; *) [ "$(command -v "$1")" = "$1" ] ;; esac; }

# probe_command KIND ADDRESS: its tool and command, for `capture`. No proxy, no configuration of the user's.
probe_command() {
    case $1 in ping-*) tool=ping ;; http-*) tool=$http ;; dns-*) tool=$dns ;; esac
    url=http://$2:9153/metrics
    case $tool in
        ping) set -- ping -n -c 2 -W 1 "$2" ;;
        curl) set -- curl -q -sS -v --noproxy '*' --connect-timeout 2 --max-time 4 -o /dev/null \
            -w 'http_code=%{http_code} time_connect=%{time_connect} time_total=%{time_total}\n' "$url" ;;
        wget) set -- wget -nv -S --no-proxy -T 2 -t 1 -O /dev/null "$url" ;;
        busybox-wget) set -- wget -Y off -T 2 -O /dev/null "$url" ;;
        nslookup) set -- nslookup -type=a -timeout=2 -retry=0 "$question" "$2" ;;
        busybox-nslookup) set -- nslookup "$question" "$2" ;;
        dig) set -- dig +time=2 +tries=1 "@$2" "$question" A ;;
        host) set -- host -W 2 -R 1 -t A "$question" "$2" ;;
        *) set -- "no HTTP or DNS client" ;;
    esac
    tool=${tool#busybox-}
    capture "probes/$id.txt" "${tool:--}" 5 "$@"
}

# probe ID KIND TARGET NODE ADDRESS PORT
probe() {
    id=$1 probe_kind=$2 target=$3 target_node=$4 address=$5 port=$6
    probe_command "$probe_kind" "$address"
    [ -z "$dry_run" ] || return
    if [ "$file" = - ]; then result=skipped detail="${argv%% *}: $state"
    else
        { cat "$out"; [ ! -f "$out.err" ] || cat "$out.err"; } >"$work/$id.words"
        "classify_${probe_kind%%-*}"
        rm -f "$work/$id.words"
    fi
    printf 'probe\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$id" "$probe_kind" "$(escape "$target")" \
        "$(escape "$target_node")" "$address" "$port" "$start" "$duration" "$result" "$(escape "${detail:--}")" "$file" >>"$work/probes"
}

# says PATTERN: whether the tool's words hold it; the line goes to $detail.
says() {
    detail=$(grep -m 1 -iE "$1" "$work/$id.words" | sed 's/^[* ]*//' | tr '\t' ' ') && [ "$detail" ]
}

# Words come before exit statuses: they are the same on all systems, and tell why. A TCP or UDP socket cannot tell an
# ICMP prohibition from an unreachable host (both are EHOSTUNREACH): only ping gives `prohibited`.
classify_ping() {
    if says 'bytes from' && says 'packets transmitted'; then result=ok
    elif says 'socket:|are you root|unknown host|usage|invalid'; then result=error
    elif says 'operation not permitted|permission denied'; then result=not-permitted
    elif says 'prohibited|packet filtered'; then result=prohibited
    elif says '(port|protocol) unreachable'; then result=refused
    elif says 'unreachable|no route to host|host is down'; then result=unreachable
    elif says 'time to live exceeded'; then result=error
    elif says '100% packet loss' || [ "$state" = timeout ]; then result=timeout
    else result=error; says .
    fi
}

classify_http() {
    if says 'http_code=[1-9]' || says '^ *HTTP/'; then result=ok
    elif says 'connection refused'; then result=refused
    elif says 'no route to host|unreachable|host is down'; then result=unreachable
    elif says 'operation not permitted|permission denied'; then result=not-permitted
    elif says 'timed? ?out|timeout' || [ "$state" = timeout ]; then result=timeout
    elif [ "$status" = 0 ]; then result=ok
    else result=error; says '[a-z]+: '
    fi
}

classify_dns() {
    if says 'unexpected source'; then result=error
    elif answered; then result=ok
    elif [ "$state" = timeout ]; then result=timeout
    elif says "can't find|not found|SERVFAIL|REFUSED reply|status: [A-Z]+|can't resolve|no answer" && ! says 'no servers|timed out'; then result='name-error'
    elif says 'connection refused'; then result=refused
    elif says 'prohibited'; then result=prohibited
    elif says 'unreachable|no route to host'; then result=unreachable
    elif says 'operation not permitted|permission denied'; then result=not-permitted
    elif says 'timed out|no servers could be reached'; then result=timeout
    else result=error; says .
    fi
}

# answered: an address for the name asked for, not the one of the server at the head of the output.
answered() {
    detail=$(awk -v question="$question" '
        /^Name:/ { name = index($0, question); next }
        name && /^Address/ { sub(/\t/, " "); print; exit }
        index($0, question) == 1 && ($4 == "A" || / has address /) { gsub(/\t+/, " "); print; exit }' "$work/$id.words")
    [ "$detail" ]
}

# run_probes: workers side by side, each taking every sixteenth line.
run_probes() {
    worker=0 workers=
    while [ "$worker" -lt "$SIDE_BY_SIDE" ]; do
        (
            taken=0
            while IFS=$tab read -r id probe_kind target target_node address port; do
                [ $((taken % SIDE_BY_SIDE)) -ne "$worker" ] || probe "$id" "$probe_kind" "$target" "$target_node" "$address" "$port"
                taken=$((taken + 1))
            done <"$work/probe-list"
        ) &
        workers="$workers $!"
        worker=$((worker + 1))
    done
    # shellcheck disable=SC2086 # a list of numbers; a plain `wait` would wait for the capture too
    wait $workers
}

# ---------------------------------------------------------------------------------------------------------------------
# Capture
# ---------------------------------------------------------------------------------------------------------------------

# start_capture: packets of the VXLAN port on the underlay, and the ICMP errors that answer them, while the probes run.
# Headers only: 120 bytes are Ethernet, IP, UDP, VXLAN, and the same of the packet inside. -p: no promiscuous mode.
start_capture() {
    capture_job='' filter="udp port $vxlan_port"
    if busy_tunnel; then
        filter="$filter and (udp[8] & 8 = 0 or udp[39] = 1 or udp[50:2] = 53 or udp[52:2] = 53 or udp[50:2] = 9153 or udp[52:2] = 9153)"
        note "busy tunnel: the capture holds ICMP, DNS and port 9153 alone"
    fi
    filter="$filter or (icmp[0] = 3 and icmp[17] = 17 and icmp[30:2] = $vxlan_port)"
    set -- -i "${underlay:-any}" "$filter"
    case $vxlan_port in 8472 | 4789) ;; *) set -- -T vxlan "$@" ;; esac # a port that tcpdump would not decode
    set -- tcpdump -p -nn -tt -l -s 120 -c "$CAPTURE_PACKETS" "$@"
    if [ "$dry_run" ]; then capture - tcpdump 600 "$@"; return; fi
    (capture probes/tcpdump-underlay.txt tcpdump 600 "$@") &
    capture_job=$!
    tries=0
    until [ "$tries" -ge 20 ] || grep -q '^listening on\|, capture size\|^tcpdump: [^vd]' "$tree/probes/tcpdump-underlay.txt.err" 2>/dev/null; do
        nap; tries=$((tries + 1))
    done
}

nap() { sleep 0.1 2>/dev/null || sleep 1; }

# busy_tunnel: more packets than the capture could hold in ten seconds, by the rate since the run began.
busy_tunnel() {
    [ "$vxlan" ] && [ "$tunnel_before" ] || return 1
    count_tunnel_packets; seconds_left "$deadline"
    elapsed=$((clock - began_at + 1))
    [ $(((tunnel_packets - tunnel_before) * 1000 / elapsed)) -gt "$CAPTURE_PACKETS" ]
}

count_tunnel_packets() {
    tunnel_packets=$(cat "/sys/class/net/$vxlan/statistics/rx_packets" "/sys/class/net/$vxlan/statistics/tx_packets" 2>/dev/null | awk '{ sum += $1 } END { print sum }')
}

# stop_capture: after a second, for the probes of the other nodes that began a little later. tcpdump itself is told to
# end, so that it writes what it holds and its counters.
stop_capture() {
    [ "$capture_job" ] || return 0
    ! kill -0 "$capture_job" 2>/dev/null || step sleep 1
    for pid in $(descendants "$capture_job"); do
        ! grep -qx tcpdump "/proc/$pid/comm" 2>/dev/null || kill "$pid" 2>/dev/null
    done
    wait "$capture_job"
}

# wait_until TIME: for --at. The clock of the day is the only one that nodes share.
wait_until() {
    now=$(date +%s)
    case $1 in
        *:*) when=$((now + $(seconds_of_day "$1") - $(seconds_of_day "$(date +%H:%M:%S)")))
             [ $((now - when)) -lt 43200 ] || when=$((when + 86400)) ;; # 00:00:10, asked for at 23:59
        *) when=$1 ;;
    esac
    if [ "$when" -le "$now" ]; then say "--at $1 has passed: probing now"; note "--at $1 had passed"; return; fi
    say "waiting until $1"
    deadline=$((deadline + (when - now) * 100))
    while [ "$(date +%s)" -lt "$when" ]; do step sleep 1; done
}

seconds_of_day() { echo "$1" | awk -F : '{ print $1 * 3600 + $2 * 60 + $3 }'; }

# ---------------------------------------------------------------------------------------------------------------------
# The tarball
# ---------------------------------------------------------------------------------------------------------------------
write_manifest() {
    {
        printf '#schema\tcoldtrace-manifest/1\n#collector\t%s\n#node\t%s\n#hostname\t%s\n' "$VERSION" "$(escape "$node")" "$(escape "$host")"
        printf '#started\t%s\n#finished\t%s\n#user\t%s\n' "$started" "$(date +%s)" "$(id -un 2>/dev/null || id -u)"
        cat "$work/notes" "$work/commands"
        sort "$work/probes"
    } >"$tree/manifest.tsv"
}

# pack: sets $tarball. The name is taken first (`set -C` never overwrites), then filled by a rename.
pack() {
    write_manifest
    mkdir "$work/packed" && touch "$work/broken" || cannot_write "cannot write to ${work%/*}"
    members | encrypted | in_parts
    [ ! -s "$work/broken" ] || cannot_write "$(tr '\n' ' ' <"$work/broken")failed"
    base=$output/coldtrace-$folder-$(date -u +%Y%m%dT%H%M%SZ) suffix='' extension=.tar.gz${encrypt_to:+.cms}
    until (set -C; : >"$base$suffix$extension${split:+.001}") 2>/dev/null; do
        [ -e "$base$suffix$extension${split:+.001}" ] || cannot_write "cannot write to $output"
        suffix=$((${suffix:--1} - 1))
    done
    reserved=$base$suffix$extension
    set +f
    for part in "$work"/packed/*; do
        mv "$part" "$reserved${part#"$work/packed/all"}" || cannot_write "cannot write to $output"
    done
    set -f
    tarball=$reserved${split:+.001} reserved=
}

# A pipe tells the exit status of its last command alone: each of the three leaves its name in `broken` if it fails.
members() {
    (
        cd "$work/tree" && set +f || exit 1
        set -- "$folder/manifest.tsv"
        for member in "$folder"/*; do [ "$member" = "$1" ] || set -- "$@" "$member"; done
        tar -czf - "$@"
    ) || echo tar >>"$work/broken"
}

encrypted() {
    if [ "$encrypt_to" ]; then encrypt || echo openssl >>"$work/broken"; else cat; fi
}

# encrypt: -stream, or openssl keeps all of it in memory, twice.
encrypt() { openssl cms -encrypt -binary -stream -aes256 -outform DER "$encrypt_to"; }

# in_parts: all of it, or all.001, all.002 and so on. Of dd one block is one read, unless it knows fullblock: parts are
# smaller then. (`head -c` of busybox takes more from a pipe than it hands on, `split` is not everywhere.)
in_parts() {
    if [ -z "$split" ]; then cat >"$work/packed/all" || echo writing >>"$work/broken"; return; fi
    part=1 whole_blocks=
    ! dd iflag=fullblock </dev/null >/dev/null 2>&1 || whole_blocks=iflag=fullblock
    while file=$work/packed/all.$(printf %03d "$part"); do
        # shellcheck disable=SC2086 # nothing, or an operand
        dd bs=65536 count=$((split * 16)) $whole_blocks >"$file" 2>/dev/null || { echo writing >>"$work/broken"; return; }
        [ -s "$file" ] || break
        part=$((part + 1))
    done
    rm "$file"
}

# ---------------------------------------------------------------------------------------------------------------------
# Options and the run
# ---------------------------------------------------------------------------------------------------------------------
read_options() {
    output=. write_peers='' peers='' at='' probes=1 max_time=120 max_size=200 node='' kubeconfig='' dry_run='' encrypt_to='' split=''
    while [ $# -gt 0 ]; do
        case $1 in
            --help) help; exit 0 ;;
            --version) echo "$VERSION"; exit 0 ;;
            --no-probes) probes=; shift; continue ;;
            --dry-run) dry_run=1; shift; continue ;;
            --*=*) option=${1%%=*} value=${1#*=}; shift; set -- "$option" "$value" "$@" ;;
        esac
        case $1 in
            --output | --write-peers | --peers | --target | --at | --max-time | --max-size | --node-name | --kubeconfig | --encrypt-to | --split | --lang) ;;
            *) usage_error "unknown option: $1" ;;
        esac
        [ $# -ge 2 ] && [ "$2" ] || usage_error "$1 needs a value"
        case $1 in
            --output) output=$2 ;;
            --write-peers) write_peers=$2 ;;
            --peers) peers=$2 ;;
            --at) at=$2 ;;
            --max-time) whole_number "$1" "$2"; max_time=$2 ;;
            --max-size) whole_number "$1" "$2"; max_size=$2 ;;
            --node-name) node=$2 ;;
            --kubeconfig) kubeconfig=$2 ;;
            --encrypt-to) encrypt_to=$2 ;;
            --split) whole_number "$1" "$2"; split=$2 ;;
            --lang) [ "$2" = en ] || usage_error "--lang $2: this version speaks en alone" ;;
            *) usage_error "$1 is not in this version yet" ;;
        esac
        shift 2
    done
    check_options
}

whole_number() { case $2 in *[!0-9]* | 0* | ????????*) usage_error "$1 needs a whole number above 0, not '$2'" ;; esac; }

check_options() {
    case $at in
        '' | [0-9]:[0-5][0-9]:[0-5][0-9] | [01][0-9]:[0-5][0-9]:[0-5][0-9] | 2[0-3]:[0-5][0-9]:[0-5][0-9]) ;;
        *[!0-9]*) usage_error "--at needs epoch seconds or HH:MM:SS, not '$at'" ;;
    esac
    [ -z "$peers" ] || { [ -f "$peers" ] && [ -r "$peers" ]; } || usage_error "--peers: cannot read $peers"
    [ -z "$kubeconfig" ] || [ -r "$kubeconfig" ] || usage_error "--kubeconfig: cannot read $kubeconfig"
    [ -z "$encrypt_to" ] || check_certificate
    peers=$(absolute "$peers") kubeconfig=$(absolute "$kubeconfig") write_peers=$(absolute "$write_peers")
    output=$(absolute "$output")
    [ -d "$output" ] && [ -w "$output" ] || cannot_write "cannot write to $output"
}

# check_certificate: by encrypting a word. What is found out after two minutes of collecting is found out too late.
check_certificate() {
    have openssl || usage_error '--encrypt-to needs openssl, which this node does not have'
    [ -f "$encrypt_to" ] && [ -r "$encrypt_to" ] || usage_error "--encrypt-to: cannot read $encrypt_to"
    encrypt_to=$(absolute "$encrypt_to") # a name that begins with - is no option
    openssl_says=$(echo | encrypt 2>&1 >/dev/null) ||
        usage_error "--encrypt-to: $encrypt_to is no certificate that openssl can encrypt to: $(printf '%s' "$openssl_says" | tail -n 1)"
}

absolute() { case $1 in '' | /*) printf '%s' "$1" ;; *) printf '%s' "$PWD/$1" ;; esac; }

# find_kubectl: $kubectl, its words; $kubectl_state, why it is not asked. A node without an admin's kubeconfig is normal.
find_kubectl() {
    kubectl='kubectl --request-timeout=10s --cache-dir=kubectl-cache' kubectl_state=-
    if ! have kubectl; then
        PATH=$PATH:/var/lib/rancher/rke2/bin
        have kubectl || ! have k3s || kubectl="k3s $kubectl"
    fi
    have "${kubectl%% *}" || kubectl_state=missing
    for file in "$kubeconfig" "${KUBECONFIG:-}" /etc/kubernetes/admin.conf /etc/rancher/k3s/k3s.yaml /etc/rancher/rke2/rke2.yaml "${HOME:-/root}/.kube/config"; do
        [ "$file" ] && [ -r "${file%%:*}" ] || continue
        export KUBECONFIG="$file"
        return
    done
    kubectl_state=skipped:kubeconfig
}

prepare() {
    work='' reserved=''
    trap 'clean_up' EXIT
    trap 'say interrupted; exit 3' INT TERM HUP
    place=${TMPDIR:-$output}
    [ -z "$dry_run" ] || place=${TMPDIR:-/tmp}
    work=$(mktemp -d "$place/.coldtrace.XXXXXX") || cannot_write "cannot write to $place"
    cd "$work" || cannot_write "cannot enter $work"
    touch notes commands probes
    exec 3>&1
    renice -n 10 -p $$ >/dev/null 2>&1
    ! have ionice || ionice -c 3 -p $$ 2>/dev/null
    timeout_works=
    ! timeout -k 1 5 true 2>/dev/null || timeout_works=1
    started=$(date +%s)
    clock; began_at=$clock; deadline=$((clock + max_time * 50)) # facts get half of the time, probes what is left then
    size_left=1 tree=$work/tree iptables_backend=legacy shown=
}

# write_peers_file: the rules alone are collected, for a node without a kubectl that answers.
write_peers_file() {
    [ "$kubectl_state" = - ] || collect_facts '^ip.*-save\|^nft'
    know_underlay
    find_peers >"$work/peers.found.tsv"
    [ -z "$dry_run" ] || return 0
    { echo "# coldtrace peers, from $peers_from"; cat "$work/peers.found.tsv"; } >"$write_peers" || cannot_write "cannot write $write_peers"
    say "peers: $(grep -c '^node' "$write_peers") nodes (from $peers_from)"
    printf '%s\n' "$write_peers"
}

peers_and_probes() {
    know_underlay
    if [ "$peers" ]; then peers_from="--peers $peers"; read_peers "$peers" >"$work/peers.read"
    else find_peers >"$work/peers.unread"; read_peers "$work/peers.unread" >"$work/peers.read"
    fi
    sed -n 's/^ignored\t//p' "$work/peers.read" | while IFS= read -r line; do note "not a line of a peers file: $line"; done
    grep -v '^ignored' "$work/peers.read" >"$work/peers.tsv"
    [ -n "$dry_run" ] || say "peers: $(grep -c '^node' "$work/peers.tsv") nodes, $(grep -c '^dns' "$work/peers.tsv") DNS pods (from $peers_from)"
    [ "$(grep -c '^node' "$work/peers.tsv")" -gt 1 ] || [ "$dry_run" ] ||
        say 'few peers known here: use --write-peers on a node that has kubectl, and --peers with that file on this one'
    [ "$dry_run" ] || (shown=$peers_from; capture peers.tsv peers 5 cat "$work/peers.tsv")
    choose_tools
    list_probes "$work/peers.tsv" >"$work/probe-list"
    [ -z "$at" ] || [ "$dry_run" ] || wait_until "$at"
    start_capture
    run_probes
    stop_capture
    [ -n "$dry_run" ] || say "probes: $(wc -l <"$work/probe-list" | tr -d ' '), $(awk -F '\t' '$10 == "ok"' "$work/probes" | wc -l | tr -d ' ') ok"
}

main() {
    read_options "$@"
    prepare
    find_kubectl
    case $(ask iptables -V) in *nf_tables*) iptables_backend=nft ;; esac
    name_node
    folder=$(printf '%s' "$node" | tr -c 'A-Za-z0-9._-' _)
    case $folder in [.-]*) folder=_$folder ;; esac
    tree=$work/tree/$folder
    mkdir -p "$tree"
    say "collector $VERSION on $node; it reads and changes nothing"
    if [ "$write_peers" ]; then write_peers_file; return; fi
    vxlan=$(ask ip -o link show type vxlan | sed -n 's/^[0-9]*: \(flannel\.[^:@]*\).*/\1/p;q') tunnel_packets=''
    [ -z "$vxlan" ] || count_tunnel_packets
    tunnel_before=$tunnel_packets
    collect_facts .
    [ -n "$dry_run" ] || say "facts: $(wc -l <"$work/commands" | tr -d ' ') commands, $(awk -F '\t' '$8 == "-"' "$work/commands" | wc -l | tr -d ' ') complete"
    deadline=$((began_at + (max_time - PACKING_SECONDS) * 100))
    [ -z "$probes" ] || peers_and_probes
    [ -z "$dry_run" ] || return 0
    pack
    say "written: $(wc -c <"$tarball" | tr -d ' ') bytes"
    printf '%s\n' "$tarball"
}

# A test sources this file for its functions.
[ "${COLDTRACE_TEST:-}" ] || main "$@"
