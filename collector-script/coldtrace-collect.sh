#!/bin/sh
# Coldtrace collector: what a node knows about its pod network, in one tarball.
#
# For the reader who has to allow it on a machine:
#   - It reads. It changes no setting, loads no kernel module, and writes only into a work folder of its own (removed
#     at the end, also when interrupted) and the one tarball. Every command stands in the tables `facts` and `pod_facts`
#     below, or in `probe_command` (ping, an HTTP GET, a DNS look-up), `trace_routes` and `start_captures` (tcpdump,
#     headers only). --dry-run prints them all.
#   - Each command has a time limit and a size limit; the run has both, too.
#   - Packets go to the addresses of the peers file alone, or of the peers found (see `find_peers`).
#   - Secrets of Kubernetes are never asked for; passwords, tokens and keys are masked before anything is written.
#
# The format of the tarball: docs/snapshot-format.md. POSIX sh: dash, bash, busybox ash.
#
# shellcheck disable=SC2015 # `test && test || act` is meant: act unless both hold

set -uf
umask 077
case ${LC_ALL:-${LC_MESSAGES:-${LANG:-}}} in zh_*[Uu][Tt][Ff]*8) lang=zh-CN ;; *) lang=en ;; esac
export LC_ALL=C PYTHONDONTWRITEBYTECODE=1 # firewall-cmd is Python
unset TAR_OPTIONS GZIP GREP_OPTIONS POSIXLY_CORRECT RANDFILE # what would change a tool's behaviour, or where it writes
# shellcheck disable=SC3045 # all shells that there are know it
ulimit -c 0 2>/dev/null # a tool that crashes leaves no core
PATH=${PATH:-/usr/bin:/bin}:/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin # su and cron leave sbin out

VERSION=0.2.0
FILE_LIMIT=33554432    # bytes of one command's output
STDERR_LIMIT=65536     # bytes of one command's standard error
LOG_LINES=2000         # of the kernel's log and of the journal, 500 of each container's
SIDE_BY_SIDE=32        # probes at once
ROUTED_PEERS=20        # peers that traceroute looks for
CAPTURE_PACKETS=20000  # of the VXLAN port
CAPTURE_LEAD=3         # seconds before --at
TARGET_PORTS=47108-47139 # source ports of --target's TCP probes: a Service's DNAT leaves them alone, so captures can tell them
PING_BYTES=71          # of a small ping: captures tell it from other people's, of 56
PACKING_SECONDS=5      # of the budget, kept for the tarball
DNS_SERVICES='kube-system/kube-dns kube-system/coredns kube-system/rke2-coredns-rke2-coredns'
NO_NAME=coldtrace.invalid # RFC 6761: no server may know it
tab=$(printf '\t')
newline='
'

# ---------------------------------------------------------------------------------------------------------------------
# What is collected: file, kind (docs/snapshot-format.md), seconds, when, command. A path instead of a command is copied
# under files/; a pattern stands for all that it matches. No quoting: words are separated by blanks. `@` stands for each
# of this node's interfaces that carry pods: the underlay's, flannel.1, cni0. When:
#   -              always            again      also after the probes, under after/
#   process:NAME,NAME...  while one of them runs: D-Bus, or a socket of systemd's, would start it
#   option:WORD    where the command's help names it       busybox      where the command is busybox's
#   without:NAME   where that command is missing, or would load a module
# ---------------------------------------------------------------------------------------------------------------------
facts() {
    cat <<END
uname.txt               uname              5  -      uname -a
date.txt                date               5  -      date +%s%t%Z%t%z
timedatectl.txt         timedatectl        5  process:systemd-timedated  timedatectl
chronyc.txt             chronyc            5  process:chronyd  chronyc -n -h 127.0.0.1 tracking
ntpq.txt                ntpq               5  process:ntpd  ntpq -pn 127.0.0.1
sysctl-a.txt            sysctl-a          15  -      sysctl -a
sysctl-version.txt      sysctl-version     5  -      sysctl -V
sysctl-files.txt        sysctl-files      10  -      list_sysctl_files
files                   sysctl-conf        5  -      $(sysctl_files | tr '\n' ' ')
iptables-legacy-save.txt  iptables-save   15  again  iptables-legacy-save -c
iptables-nft-save.txt     iptables-save   15  again  iptables-nft-save -c
iptables-save.txt         iptables-save   15  again  iptables-save -c
ip6tables-legacy-save.txt iptables-save   15  -      ip6tables-legacy-save -c
ip6tables-nft-save.txt    iptables-save   15  -      ip6tables-nft-save -c
ip6tables-save.txt        iptables-save   15  -      ip6tables-save -c
iptables-version.txt    iptables-version   5  -      iptables -V
nft-ruleset.txt         nft-ruleset       15  again  nft list ruleset
nft-ruleset.json        nft-ruleset-json  15  option:--json  nft -j list ruleset
ipset.txt               ipset             10  -      ipset save
ipvsadm.txt             ipvsadm           10  -      ipvsadm -Ln
ip-addr.txt             ip-addr           10  -      ip ${ip_details}addr
ip-link.txt             ip-link           10  again  ip ${ip_details:+-d -s }link
ip-route.txt            ip-route          10  -      ip route show table all
ip-6-route.txt          ip-route          10  busybox  ip -6 route show table all
ip-rule.txt             ip-rule            5  -      ip rule
ip-6-rule.txt           ip-rule            5  -      ip -6 rule
ip-neigh.txt            ip-neigh          10  -      ip neigh
ip-6-neigh.txt          ip-neigh          10  busybox  ip -6 neigh
ifconfig.txt            ifconfig          10  without:ip  ifconfig -a
route-n.txt             route-n           10  without:ip  route -n
arp.txt                 arp               10  without:ip  arp -n
bridge-fdb.txt          bridge-fdb        10  -      bridge fdb show
bridge-link.txt         bridge-other      10  -      bridge -d link show
bridge-vlan.txt         bridge-other      10  -      bridge vlan show
brctl.txt               brctl             10  without:bridge  brctl show
ethtool-k-@.txt         ethtool            5  -      ethtool -k @
ethtool-i-@.txt         ethtool            5  -      ethtool -i @
ethtool-S-@.txt         ethtool            5  again  ethtool -S @
tc-qdisc.txt            tc                10  again  tc -s qdisc show
tc-ingress-@.txt        tc                 5  -      tc filter show dev @ ingress
tc-egress-@.txt         tc                 5  -      tc filter show dev @ egress
conntrack-stats.txt     conntrack         10  again  conntrack -S
nstat.txt               nstat              5  -      nstat -asz
files                   proc-net           5  again  /proc/net/snmp /proc/net/netstat /proc/net/softnet_stat /proc/net/stat/nf_conntrack
files                   proc-net           5  -      /proc/net/bonding/*
ss.txt                  ss                10  -      ss -tuanp
netstat.txt             netstat           10  without:ss  netstat -tuanp
ps.txt                  ps                10  -      ps -e -ww -o pid,ppid,user,stat,comm,args
ps-busybox.txt          ps                10  busybox  ps -o pid,ppid,user,stat,comm,args
systemctl-units.txt     systemctl         10  -      systemctl list-units --all --no-pager
nmcli-device.txt        nmcli             10  process:NetworkManager  nmcli device status
nmcli-@.txt             nmcli             10  process:NetworkManager  nmcli device show @
networkctl.txt          networkctl        10  process:systemd-networkd  networkctl list --no-pager
networkctl-@.txt        networkctl        10  process:systemd-networkd  networkctl status --no-pager @
firewall-cmd.txt        firewall-cmd      10  process:firewalld  firewall-cmd --list-all-zones
modules.txt             proc-modules       5  -      cat /proc/modules
dmesg.txt               dmesg             10  -      dmesg
journal.txt             journal           20  -      journalctl --no-pager -q -o short-iso -n $LOG_LINES $(units)
crictl-ps.txt           crictl            10  process:containerd,crio,cri-dockerd  crictl ps -a
files                   os-release         5  -      /etc/os-release
files                   resolv-conf        5  -      /etc/resolv.conf
files                   hosts              5  -      /etc/hosts
files                   flannel-subnet-env 5  -      /run/flannel/subnet.env
files                   cni-conflist       5  -      /etc/cni/net.d/*.conf /etc/cni/net.d/*.conflist /var/lib/rancher/k3s/agent/etc/cni/net.d/*.conflist
files                   firewalld-conf     5  -      /etc/firewalld/firewalld.conf
files                   ufw-conf           5  -      /etc/ufw/ufw.conf /etc/default/ufw
files                   networkmanager-conf 5 -      /etc/NetworkManager/NetworkManager.conf /etc/NetworkManager/conf.d/*.conf /usr/lib/NetworkManager/conf.d/*.conf
files                   networkd-conf      5  -      /etc/systemd/networkd.conf /etc/systemd/networkd.conf.d/*.conf /etc/systemd/network/* /run/systemd/network/*
files                   config-yaml        5  -      /var/lib/kubelet/config.yaml /etc/rancher/k3s/config.yaml /etc/rancher/rke2/config.yaml
files                   config-toml        5  -      /etc/containerd/config.toml
files                   config-json        5  -      /etc/docker/daemon.json /etc/kube-flannel/net-conf.json
files                   unit-file          5  -      $(unit_files)
files                   component-log      5  -      $(container_logs)
kubectl/nodes.json                  kubectl-json 15  -  $kubectl get nodes -o json
kubectl/pods.json                   kubectl-json 15  -  $kubectl get pods --all-namespaces -o json
kubectl/services.json               kubectl-json 15  -  $kubectl get services --all-namespaces -o json
kubectl/endpoints.json              kubectl-json 15  -  $kubectl get endpoints --all-namespaces -o json
kubectl/endpointslices.json         kubectl-json 15  -  $kubectl get endpointslices --all-namespaces -o json
kubectl/daemonsets.json             kubectl-json 15  -  $kubectl get daemonsets --all-namespaces -o json
kubectl/deployments.json            kubectl-json 15  -  $kubectl get deployments --all-namespaces -o json
kubectl/networkpolicies.json        kubectl-json 15  -  $kubectl get networkpolicies --all-namespaces -o json
kubectl/configmaps-kube-system.json  kubectl-json 15  -  $kubectl get configmaps --namespace=kube-system -o json
kubectl/configmaps-kube-flannel.json kubectl-json 15  -  $kubectl get configmaps --namespace=kube-flannel -o json
kubectl/events.json                 kubectl-json 15  -  $kubectl get events --all-namespaces -o json
END
    pod_facts
}

# pod_facts: the same of the network namespace of one pod, see `find_pod`.
pod_facts() {
    cat <<END
pod/ip-addr.txt              ip-addr        5  -      nsenter -t ${pod_pid:-PID} -n ip ${ip_details}addr
pod/ip-link.txt              ip-link        5  again  nsenter -t ${pod_pid:-PID} -n ip ${ip_details:+-d -s }link
pod/ip-route.txt             ip-route       5  -      nsenter -t ${pod_pid:-PID} -n ip route show table all
pod/ip-rule.txt              ip-rule        5  -      nsenter -t ${pod_pid:-PID} -n ip rule
pod/ip-neigh.txt             ip-neigh       5  -      nsenter -t ${pod_pid:-PID} -n ip neigh
pod/sysctl-a.txt             sysctl-a      15  -      nsenter -t ${pod_pid:-PID} -n sysctl -a
pod/iptables-legacy-save.txt iptables-save 10  -      nsenter -t ${pod_pid:-PID} -n iptables-legacy-save -c
pod/iptables-nft-save.txt    iptables-save 10  -      nsenter -t ${pod_pid:-PID} -n iptables-nft-save -c
pod/iptables-save.txt        iptables-save 10  -      nsenter -t ${pod_pid:-PID} -n iptables-save -c
pod/ip6tables-legacy-save.txt iptables-save 10 -      nsenter -t ${pod_pid:-PID} -n ip6tables-legacy-save -c
pod/ip6tables-nft-save.txt   iptables-save 10  -      nsenter -t ${pod_pid:-PID} -n ip6tables-nft-save -c
pod/ip6tables-save.txt       iptables-save 10  -      nsenter -t ${pod_pid:-PID} -n ip6tables-save -c
pod/nft-ruleset.txt          nft-ruleset   10  -      nsenter -t ${pod_pid:-PID} -n nft list ruleset
pod/ss.txt                   ss             5  -      nsenter -t ${pod_pid:-PID} -n ss -tuan
pod/resolv.conf              resolv-conf    5  -      cat /proc/$pod_pid/root/etc/resolv.conf
END
}

help() { if [ "$lang" = en ]; then help_in_english; else help_in_chinese; fi; }

help_in_english() {
    cat <<'END'
Usage: sh coldtrace-collect.sh [OPTIONS]

Collects what this node knows about its pod network, probes its peers, and writes one tarball. Changes nothing.
Run it on each node, as root where you can: without, firewall rules and packets stay unseen.

  --output DIR          where the tarball goes (default: the current folder)
  --write-peers FILE    no collection: find nodes, CoreDNS pods, a pod a node and the DNS service; write FILE
  --peers FILE          probe the peers in FILE (default: find them as --write-peers does)
  --target IP:PORT[/udp]  probe this address too, from here and from a pod here, and capture it on the way (pod, cni0,
                        flannel.1, underlay); may be repeated
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
  --lang en|zh-CN       language of help and progress (default: that of $LANG)
  --dry-run             print every command that would run, run none
  --help
  --version             of this script, and its SHA-256

The last line of stdout is the path of what to send.
Exit: 0 written (the manifest inside says what was missing), 2 usage, 3 nothing could be written.
END
}

help_in_chinese() {
    cat <<'END'
用法: sh coldtrace-collect.sh [选项]

收集本节点的 Pod 网络信息，探测其他节点，生成一个 tar 包。不修改任何内容。
请在每个节点上运行，尽量使用 root：否则看不到防火墙规则和数据包。

  --output DIR          tar 包的存放目录（默认：当前目录）
  --write-peers FILE    不收集：查找节点、CoreDNS Pod、每个节点的一个 Pod 以及 DNS Service，写入 FILE
  --peers FILE          探测 FILE 中列出的对端（默认：按 --write-peers 的方式自动查找）
  --target IP:PORT[/udp]  同时从本机和本机的一个 Pod 内探测该地址，并沿途抓包（Pod、cni0、flannel.1、物理网卡）；可重复
  --at TIME             等到 TIME（epoch 秒，或当天的 HH:MM:SS）再开始探测，使各节点同时探测；等待时间不计入 --max-time
  --no-probes           只收集信息，不发送任何数据包
  --max-time SECONDS    整个运行的时间上限（默认 120）
  --max-size MIB        tar 包的大小上限（默认 200）
  --node-name NAME      默认：地址与本机相同的对端名称，否则为主机名
  --kubeconfig FILE     默认：$KUBECONFIG，否则为 kubeadm、k3s 或 rke2 的管理员文件
  --encrypt-to CERT     用该 X.509 证书（PEM）加密 tar 包：.tar.gz.cms；需要 openssl。磁盘上不会出现未加密的 tar 包；
                        收集到的内容在运行结束前保存在工作目录中
  --split MIB           按此大小分卷：.001、.002……；只有一卷时也如此命名
  --lang en|zh-CN       帮助和进度信息的语言（默认取自 $LANG）
  --dry-run             打印将要执行的每条命令，但不执行
  --help
  --version             本脚本的版本及其 SHA-256

标准输出的最后一行是需要发送的文件路径。
退出码：0 已生成（缺少的内容见其中的 manifest），2 用法错误，3 无法写出任何内容。
END
}

# ---------------------------------------------------------------------------------------------------------------------
# Words, time, clean-up
# ---------------------------------------------------------------------------------------------------------------------
# say ENGLISH CHINESE
say() { if [ "$lang" = en ]; then printf 'coldtrace: %s\n' "$1"; else printf 'coldtrace: %s\n' "$2"; fi >&2; }
usage_error() { say "$1" "$2"; say 'try --help' '请参阅 --help'; exit 2; }
cannot_write() { say "$1" "$2"; exit 3; }
have() { command -v "$1" >/dev/null 2>&1; }

# note TEXT: something the reader of the snapshot should know.
note() { [ "$dry_run" ] || printf '#note\t%s\n' "$(escape "$*")" >>"$work/notes"; }

# quote WORD...: as a person would type it.
quote() {
    odd=
    for argument; do
        case $argument in '' | *[!A-Za-z0-9_@%+=:,./-]*) odd=1 ;; esac
    done
    if [ -z "$odd" ]; then printf '%s\n' "$*"; return; fi
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

# started_here: every process that works in our work folder, also where its parent is gone; none while there is no such
# folder. Its name ends in characters that mktemp chose.
started_here() {
    case $work in */.coldtrace.??????) ;; *) return 0 ;; esac
    set +f
    # shellcheck disable=SC2012 # one process for all of them; what is parsed is a number and our own folder's name
    ls -l /proc/[0-9]*/cwd 2>/dev/null | awk -v work=" -> $work" -v self="/$$/" '
        (at = index($0, work)) && substr($0, at + length(work)) ~ /^(\/|$)/ && !index($0, self) && match($0, /\/proc\/[0-9]+/) {
            print substr($0, RSTART + 6, RLENGTH - 6) }'
    set -f
}

clean_up() {
    trap '' INT TERM HUP
    # Stopped first, so that none forks while the list is made.
    for _ in 1 2 3; do
        # shellcheck disable=SC2046 # a list of numbers
        kill -STOP $(started_here) 2>/dev/null
    done
    left=$(started_here)
    for signal in TERM CONT KILL; do
        # shellcheck disable=SC2086 # a list of numbers
        kill -"$signal" $left 2>/dev/null
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
        /*) if [ "$timeout_works" ]; then
                timeout -k 2 "$limit" "$@" &
                wait $!; bounded_status=$?
                # `timeout` leads a process group: what the command left behind would hold our pipe open
                kill -9 -- "-$!" 2>/dev/null
                return "$bounded_status"
            fi ;;
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

# filter KIND: what a command printed, of logs the end alone, and without secrets where arguments, configuration and logs
# may hold them.
filter() {
    case $1 in
        iptables-save | nft-ruleset* | ip-* | bridge-* | ss | proc-net | ping) cat ;;
        sysctl-a) sed 's/\(tcp_fastopen_key\|stable_secret\) = ..*/\1 = ***/' ;;
        dmesg) tail -n "$LOG_LINES" | mask ;;
        component-log) tail -n $((LOG_LINES / 4)) | mask ;;
        *) mask ;;
    esac
}

# mask: passwords, tokens and keys become ***. Lines stay lines and JSON stays JSON: only what stands inside a string
# is replaced, never a quote or a backslash. In this order: what stands on the line after (the value of an environment
# variable, of an option in a list of arguments, a private key's lines); the copy of the whole object that kubectl apply leaves in
# an annotation; keys of JSON; of JSON inside a string; NAME = "VALUE" of TOML and YAML; what container registries call auth;
# NAME=VALUE and NAME: VALUE; options with a blank; HTTP credentials; URLs; tools that take a password as a short option; what is
# known by its shape alone (private keys, JWT, bootstrap tokens, keys of AWS, tokens of GitHub, GitLab, Slack).
mask() {
    word=$(any_case '(pass(word|wd|phrase)|[-_.]pass|pwd|token|secret|credentials?|(api|access|private|secret|(pre)?shared|encryption|signing|account)[-_.]?key|client[-_]?key[-_]?data|dockerconfigjson|dockercfg|cookie|signature|community|psk)')
    sed -E \
        -e "/\"name\": \"[^\"]*${word}[^\"]*\",?\$/{n;s/(\"value\": \")([^\"\\\\]|\\\\.)*\"/\\1***\"/;}" \
        -e "/^ *\"--?[a-z-]*${word}\",\$/{n;s/^( *\")([^\"\\\\]|\\\\.)*\"/\\1***\"/;}" \
        -e '/-----BEGIN [A-Z ]*PRIVATE KEY-----$/{:key' -e 'n;/-----|[^A-Za-z0-9+\/=]$/!{s/[^ ].*/***/;b key' -e '};}' \
        -e 's/("kubectl.kubernetes.io\/last-applied-configuration": ")([^"\\]|\\.)*"/\1***"/' \
        -e "s/(\"[^\"\\\\]*${word}[^\"\\\\]*\" *: *\")([^\"\\\\]|\\\\.)*\"/\\1***\"/g" \
        -e "s/(\\\\\"[^\"\\\\]*${word}[^\"\\\\]*\\\\\" *: *\\\\\")[^\"\\\\]*/\\1***/g" \
        -e "s/(${word})( *[=:] *\\\\?[\"'])[^\"'\\\\]*/\\1\\6***/g" \
        -e "s/(auth(\\\\?\" *: *\\\\?\"| *= *[\"']))[^\"'\\\\]*/\\1***/g" \
        -e "s/([Aa]uthorization: *([A-Z][a-z]+ +)?)[^ \"\\\\',;]+/\\1***/g" \
        -e "s/(${word})(=|: +)[^][\"\\\\,;& ${tab}{}]+/\\1\\6***/g" \
        -e "s/([?&]sig=)[^& \"]+/\\1***/g" \
        -e "s/(--?[a-z-]*${word}) +[^-\"\\\\ ][^\"\\\\ ]*/\\1 ***/g" \
        -e 's/(([Bb]earer|[Bb]asic) +)[A-Za-z0-9._~+\/=-]+/\1***/g' \
        -e 's/(:\/\/[^:@\/" ]*:)[^@\/" ]+@/\1***@/g' \
        -e 's/((-u|-U|--user)[ =][^:% "]+[:%])[^ "\\]+/\1***/g' \
        -e 's/((sshpass|mysql(dump|admin)?|mariadb|mongo(sh|dump)?|[a-z]+ login)( [^"|;]*)? -p) ?[^ "\\]+/\1***/g' \
        -e 's/((redis-cli[^"|;]* -a|ldap[a-z]*[^"|;]* -w|ipmitool[^"|;]* -P|snmp[a-z]*[^"|;]* -c) ?)[^ "\\]+/\1***/g' \
        -e 's/( pass:)[^ "\\]+/\1***/g' \
        -e 's/(credentials +[^\\" ]+ +)[^\\" ]+/\1***/g' \
        -e 's/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[^-"]+/\1***/g' \
        -e 's/eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]*)?/***/g' \
        -e "s/(^|[ \"'=:])[a-z0-9]{6}\\.[a-z0-9]{16}(\$|[ \"',\\\\])/\\1***\\2/g" \
        -e 's/(AKIA|ASIA)[A-Z0-9]{16}|gh[pousr]_[A-Za-z0-9]{20,}|glpat-[A-Za-z0-9_-]{16,}|xox[abeprs]-[A-Za-z0-9-]{10,}/***/g'
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
    [ -d "${out%/*}" ] || mkdir -p "${out%/*}"
    began=$clock
    {
        { bounded "$seconds" "$@"; echo $? >"$out.status"; } 2>"$out.err" | filter "$kind" | head -c "$FILE_LIMIT" >"$out"
    } </dev/null
    clock
    duration=$(printf '%d.%02d' $(((clock - began) / 100)) $(((clock - began) % 100)))
    read -r status <"$out.status"
    bytes=$(($(wc -c <"$out")))
    case $status in 124 | 137 | 143) [ $((clock - began)) -lt $((seconds * 100 - 50)) ] || state=timeout ;; esac
    [ "$bytes" -lt "$FILE_LIMIT" ] || state='cut'
    keep_stderr
    sha=$(sha256 "$out")
    manifest_line
}

keep_stderr() {
    if [ ! -s "$out.err" ]; then rm -f "$out.status" "$out.err"; return; fi
    filter words <"$out.err" | head -c "$STDERR_LIMIT" >"$out.status" && mv "$out.status" "$out.err"
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
        nsenter)
            # the command inside is judged, by what that namespace has
            if [ -z "$pod_pid" ]; then why=skipped:pod; return; fi
            if ! have nsenter; then why=missing; return; fi
            file=$1; shift 5
            inside=$pod_pid
            why_not "$file" "$@"
            inside=
            return ;;
    esac
    [ -z "$why" ] || return
    if ! have "$2"; then why=missing
    elif [ "$left" -le 0 ]; then why=skipped:budget
    elif [ "$size_left" -le 0 ]; then why=skipped:size
    else may_run "${COLDTRACE_KERNEL:-/}" "$2" "${inside:-}" || why=skipped:$reason # a test shows it another kernel's /proc
    fi
}

# applies WHEN COMMAND: whether a line of the table is for this node.
applies() {
    [ -z "$dry_run" ] || return 0
    case $1 in
        process:*) runs "${1#*:}" ;;
        # nft opens its netlink socket before it reads an option; where it may not run, its line in the manifest says so
        option:*) ! may_run "${COLDTRACE_KERNEL:-/}" "$2" || bounded 5 "$2" --help 2>&1 </dev/null | grep -q -- "${1#*:}" ;;
        without:*) ! have "${1#*:}" || ! may_run "${COLDTRACE_KERNEL:-/}" "${1#*:}" ;;
        busybox) have "$2" && is_busybox "$2" ;;
    esac
}

# runs NAMES: one of these, separated by commas. The kernel keeps 15 characters of a name.
runs() {
    set +f
    cat /proc/[0-9]*/comm 2>/dev/null | awk -v names="$1" '
        BEGIN { n = split(names, name, ","); for (i = 1; i <= n; i++) wanted[substr(name[i], 1, 15)] = 1 }
        $0 in wanted { found = 1 }
        END { exit !found }'
    found=$?
    set -f
    return "$found"
}

# may_run ROOT COMMAND [PID]: false, with a $reason, where the command would make the kernel load a module, or register the
# tables of a firewall that is not in use. What has no /proc/modules cannot load any.
# Netlink loads what nfnetlink, a subsystem or a protocol of sock_diag lacks. iptables-nft asks the kernel about each extension
# that it prints, which loads it, by nft_compat; rules that need some were written by the same way. That ping, curl and
# nslookup open an IPv6 socket needs no question: each Go program (kubelet, flanneld) does so when it starts.
may_run() {
    reason=module
    root=${1%/}
    case $2 in
        iptables-legacy-save | ip6tables-legacy-save) set -- legacy "$2" "${3:-}" ;;
        iptables | iptables-save | ip6tables-save) set -- "$iptables_backend" "$2" "${3:-}" ;;
    esac
    case $1:$2 in
        legacy:iptables) ;; # its version alone: no table is read
        legacy:ip6*) has_tables "${3:+$3/}net/ip6_tables_names"; return ;;
        legacy:*) has_tables "${3:+$3/}net/ip_tables_names"; return ;;
        nft:iptables) has_modules nfnetlink ;;
        *:iptables-nft-save | *:ip6tables-nft-save | nft:*) has_modules nf_tables nft_compat ;;
        *:nft) has_modules nf_tables ;;
        *:conntrack) has_modules nf_conntrack_netlink ;;
        *:ipset) has_modules ip_set ;;
        *:ipvsadm) [ -e "$root/proc/net/ip_vs" ] || has_modules ip_vs ;;
        *:ss) has_modules tcp_diag udp_diag ;;
        *:tcpdump) [ -e "$root/proc/net/packet" ] || has_modules af_packet ;;
    esac
}

# has_tables LIST: the kernel lists at least one table of this legacy firewall. Only root may read the list; anyone else
# cannot load a module either.
has_tables() {
    reason=no-tables
    if [ -e "$root/proc/$1" ] && [ ! -r "$root/proc/$1" ]; then return 0; fi
    grep -q . "$root/proc/$1" 2>/dev/null
}

has_modules() {
    [ -e "$root/proc/modules" ] || return 0
    for module; do
        [ -d "$root/sys/module/$module" ] || grep -q "^$module " "$root/proc/modules" ||
            grep -q "/$module\.ko" "$root/lib/modules/$(uname -r)/modules.builtin" 2>/dev/null || return 1
    done
}

sha256() {
    if have sha256sum; then sum=$(sha256sum <"$1")
    elif have openssl; then sum=$(openssl dgst -sha256 -r <"$1")
    elif have busybox; then sum=$(busybox sha256sum <"$1")
    else sum=-
    fi 2>/dev/null
    printf '%s\n' "${sum%% *}"
}

# step COMMAND...: in a child, so that a signal interrupts the run at once and variables stay apart.
step() { ("$@") & wait $!; }

# ---------------------------------------------------------------------------------------------------------------------
# Passive facts
# ---------------------------------------------------------------------------------------------------------------------

# collect_facts TABLE [FOLDER/]: its lines; under a folder those alone that are read again.
collect_facts() {
    under=${2:-}
    "$1" | awk -v again="$under" -v interfaces="$interfaces" '
        again != "" && $4 != "again" { next }
        !/@/ { print; next }
        { n = split(interfaces, name, " "); for (i = 1; i <= n; i++) { line = $0; gsub("@", name[i], line); print line } }' >"$work/facts"
    measure_size
    while read -r file kind seconds when command; do
        applies "$when" "${command%% *}" || continue
        # shellcheck disable=SC2086 # the table's commands are words separated by blanks
        if [ "$file" = files ]; then copy_files "$kind" "$seconds" $command
        else fact "$under$file" "$kind" "$seconds" $command
        fi
        [ "$file" != kubectl/nodes.json ] || check_api
    done <"$work/facts"
}

# measure_size: what is left of --max-size. Of the files as they are: packed they are smaller.
measure_size() { size_left=$((max_size * 1024 - $(du -sk "$tree" | awk '{ print $1 }'))); }

# fact ARGUMENTS OF capture: in a child, which leaves the size of its file. A small one fills a block.
fact() {
    true >size
    step captured "$@"
    bytes=0
    read -r bytes <size
    size_left=$((size_left - (${bytes:-0} + 4095) / 1024))
}

captured() { capture "$@"; echo "$bytes" >size; }

# copy_files KIND SECONDS PATTERN...: what does not exist is named as it stands in the table.
copy_files() {
    copied_kind=$1 copied_seconds=$2; shift 2
    set +f
    # shellcheck disable=SC2048,SC2086 # patterns are to become paths here
    set -- $*
    set -f
    for path; do fact "${under}files$path" "$copied_kind" "$copied_seconds" cat "$path"; done
}

# check_api: one API server that does not answer must not cost a time-out for each resource.
check_api() {
    ! grep -qiE 'unable to connect|was refused|timed? ?out|deadline|no route|no such host|certificate' \
        "$tree/kubectl/nodes.json.err" 2>/dev/null || kubectl_state=skipped:api
}

# units, unit_files, container_logs: what runs pods and their network here, as words.
units() {
    for unit in kubelet k3s k3s-agent rke2-server rke2-agent containerd docker flanneld kube-proxy firewalld ufw NetworkManager systemd-networkd; do
        printf '%s ' "-u $unit"
    done
}

unit_files() {
    for unit in kubelet k3s k3s-agent rke2-server rke2-agent containerd docker flanneld kube-proxy; do
        for directory in /usr/lib/systemd/system /lib/systemd/system /etc/systemd/system; do
            # shellcheck disable=SC2016 # patterns for copy_files
            [ ! -e "$directory/$unit.service" ] || printf '%s ' "$directory/$unit.service"
            [ ! -d "$directory/$unit.service.d" ] || printf '%s ' "$directory/$unit.service.d/*.conf"
        done
    done
}

container_logs() {
    for pod in '*flannel*' 'kube-system_coredns-*' 'kube-system_kube-dns-*' 'kube-system_kube-proxy-*'; do
        printf '%s ' "/var/log/pods/$pod/*/*.log"
    done
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

# find_pod: $pod_pid, a process in the network namespace of one pod of this node, and $pod_address. No container runtime
# is asked: it is one whose namespace is not ours and has an address of this node's pod network.
find_pod() {
    pod_pid='' pod_address=''
    subnet=$(sed -n 's/^FLANNEL_SUBNET=//p' /run/flannel/subnet.env 2>/dev/null)
    [ "$subnet" ] || subnet=$(ask ip -4 -o addr show dev cni0 | awk '{ print $4; exit }')
    [ "$subnet" ] || return 0
    set +f
    # shellcheck disable=SC2012 # one process for all of them; numbers are all that varies in these names
    ls -l /proc/[0-9]*/ns/net 2>/dev/null | awk -v own="$(readlink /proc/self/ns/net)" '
        $(NF - 1) == "->" && $NF != own && !seen[$NF]++ { split($(NF - 2), part, "/"); print part[3] }' >"$work/namespaces"
    set -f
    while read -r pid; do
        pod_address=$(awk -v subnet="$subnet" "$INSIDE"'
            $1 == "|--" || $1 == "+--" { address = $2 }
            $1 == "/32" && $3 == "LOCAL" && inside(address, subnet) { print address; exit }' "/proc/$pid/net/fib_trie" 2>/dev/null)
        if [ "$pod_address" ]; then pod_pid=$pid; return; fi
    done <"$work/namespaces"
}

# shellcheck disable=SC2016 # functions of awk
INSIDE='
    function number(address,    part) { split(address, part, "."); return ((part[1] * 256 + part[2]) * 256 + part[3]) * 256 + part[4] }
    function addresses(prefix,    n) { for (n = 1; prefix < 32; prefix++) n *= 2; return n } # busybox awk may lack ^
    function inside(address, cidr,    part, size) {
        if (split(cidr, part, "/") != 2) return 0
        size = addresses(part[2]); return int(number(address) / size) == int(number(part[1]) / size) }'

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
PEERS_OF_KERNEL=$INSIDE'
    function after(word,    i) { for (i = 2; i < NF; i++) if ($i == word) return $(i + 1); return "" }
    function base(cidr,    part, n) {
        if (split(cidr, part, "/") != 2) return "-"
        n = number(part[1]); n -= n % addresses(part[2])
        return int(n / 16777216) "." int(n / 65536) % 256 "." int(n / 256) % 256 "." n % 256 "/" part[2] }
    # host-gw where flannel left no subnet.env: networks as large as our own, from the same /16
    function alike(cidr, own,    part, ours) {
        return split(cidr, part, "/") == 2 && split(own, ours, "/") == 2 && part[2] == ours[2] && int(number(part[1]) / 65536) == int(number(ours[1]) / 65536) }
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
        if (name == "default/kubernetes") api = "service" OFS name OFS address OFS port
        if (port !~ /^53\// || name in services) return
        services[name] = 1; service_line[++service_lines] = "service" OFS name OFS address OFS "53/udp" }
    function namespace(service) { sub(/\/.*/, "", service); return service == "" ? "-" : service }
    function comment(    text) {
        if (!match($0, /--comment "?[^" ]*/)) return ""
        text = substr($0, RSTART + 10, RLENGTH - 10); sub(/^"/, "", text); sub(/:.*/, "", text); return text }

    $1 == "self" { self = $2; self_address = $3; network = $5; add_node(self, self_address, base($4)); own = base($4) }
    $1 == "fdb" && after("dst") != "" && $2 != "00:00:00:00:00:00" { peer_of[$2] = after("dst") }
    $1 == "neighbor" && after("lladdr") != "" { mac_of[$2] = after("lladdr") }
    $1 == "route" && $2 ~ /\// && after("via") != "" && (after("dev") == vxlan || inside($2, network) || network == "-" && alike($2, own)) {
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
        if (api != "") print api
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
    set +f
    for device in /sys/class/net/flannel.*; do [ ! -e "$device" ] || vxlan=${device##*/}; done # busybox `ip` knows no types
    set -f
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
    interfaces=
    for device in "$underlay" "$vxlan" cni0; do
        [ -z "$device" ] || [ ! -e "/sys/class/net/$device" ] || interfaces="$interfaces $device"
    done
    pod_network=$(sed -n 's/^FLANNEL_NETWORK=//p' /run/flannel/subnet.env 2>/dev/null)
}

# mtu DEVICE: 1500 where it does not say.
mtu() { cat "/sys/class/net/$1/mtu" 2>/dev/null || echo 1500; }

# know_iptables: what is behind the name without a backend, by the file that it leads to; a wrapper is asked, where
# asking may not load a module.
know_iptables() {
    case $(readlink -f "$(command -v iptables)" 2>/dev/null) in
        '' | *xtables-multi | *legacy*) return ;;
        *nft*) ;;
        *) ! may_run "${COLDTRACE_KERNEL:-/}" nft || case $(ask iptables -V) in *nf_tables*) ;; *) return ;; esac ;;
    esac
    iptables_backend=nft
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
        clock; asked_at=$clock
        ask $kubectl get nodes -o 'jsonpath={range .items[*]}node{"\t"}{.metadata.name}{"\t"}{.status.addresses[?(@.type=="InternalIP")].address}{"\n"}{end}'
        clock
        [ $((clock - asked_at)) -lt 900 ] || kubectl_state=skipped:api
    fi >"$work/names"
    named=$(awk -F '\t' -v own="$own" '{ split($3, some, " "); for (i in some) if (index(own, " " some[i] " ")) { print $2; exit } }' "$work/names")
    [ -z "$named" ] || node=$named
}

# ---------------------------------------------------------------------------------------------------------------------
# Probes
# ---------------------------------------------------------------------------------------------------------------------

# list_probes PEERS: kind, target, node, address, port of each probe. A pod network's .0 is the peer's flannel.1, its .1
# the peer's cni0: neither shows whether the peer forwards (both answer with ip_forward=0), so pods are probed as well.
# -full: a packet that fills the MTU, with DF. pod-: from inside a pod here; a full one to other nodes alone, for no router
# is between the pods of one bridge. udp-: the VXLAN port, and one beside it that nobody listens on: is it the port, or the
# host?
list_probes() {
    {
        cat "$1"
        for target in $targets; do printf 'target\t%s\n' "$target"; done
    } | awk -F '\t' -v OFS='\t' -v tunnel="$vxlan" -v vxlan_port="$vxlan_port" -v entered="$pod_pid" -v full="$ping_full" -v pod_mtu="$pod_mtu" -v subnet="$subnet" -v own=" $own_addresses " "$INSIDE"'
        function nth(cidr, n,    part) { sub(/\/.*/, "", cidr); split(cidr, part, "."); return part[1] "." part[2] "." part[3] "." part[4] + n }
        function ping(kind, name, node, address) {
            print kind, name, node, address, "-"
            if (full) print kind "-full", name, node, address, "-" }
        function both(kind, name, node, address, port) {
            print kind, name, node, address, port
            if (entered != "") print "pod-" kind, name, node, address, port }
        $1 == "node" && $3 != "-" { ping("ping-node", $2, $2, $3) }
        $1 == "node" && $3 != "-" && tunnel != "" && !index(own, " " $3 " ") {
            print "udp-vxlan", $2, $2, $3, vxlan_port "/udp"; print "udp-neighbor", $2, $2, $3, vxlan_port + 1 "/udp" }
        $1 == "node" && $4 != "-" && tunnel != "" { print "ping-tunnel", $2, $2, nth($4, 0), "-" }
        $1 == "node" && $4 != "-" { ping("ping-gateway", $2, $2, nth($4, 1)) }
        $1 == "pod" { ping("ping-pod", $3, $2, $4) }
        $1 == "pod" && entered != "" { print "pod-ping-pod", $3, $2, $4, "-" }
        $1 == "pod" && pod_mtu != "" && !inside($4, subnet) { print "pod-ping-pod-full", $3, $2, $4, "-" }
        $1 == "pod" && $5 ~ /^[0-9]+\/tcp$/ { both("tcp-pod", $3, $2, $4, $5) }
        $1 == "dns" {
            both("http-metrics", $3, $2, $4, "9153/tcp"); both("dns-pod", $3, $2, $4, "53/udp"); print "dns-pod-tcp", $3, $2, $4, "53/tcp" }
        $1 == "service" && $4 ~ /^53\// && !($3 in seen) {
            seen[$3] = 1; both("dns-service", $2, "-", $3, "53/udp"); print "dns-service-tcp", $2, "-", $3, "53/tcp" }
        $1 == "service" && $2 == "default/kubernetes" { both("https-service", $2, "-", $3, $4) }
        $1 == "target" { split($2, part, /[:\/]/); both("target-" part[3], $2, "-", part[1], part[2] "/" part[3]) }
    ' | awk -F '\t' -v OFS='\t' '{
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
    ping_full='' pod_mtu=''
    [ -z "$dry_run" ] || ping_full=1
    [ "$dry_run" ] || ! bounded 3 ping -n -c 1 -W 1 -M 'do' -s 8 127.0.0.1 >/dev/null 2>&1 || ping_full=1
    [ -z "$ping_full" ] || [ -z "$pod_pid" ] || pod_mtu=$(mtu_in_pod)
}

# mtu_in_pod: of the pod's own interface, which all CNI plugins are told to call eth0. A dry run does not know it.
mtu_in_pod() {
    ask nsenter -t "$pod_pid" -n ip link show eth0 | sed -n 's/.* mtu \([0-9]*\).*/\1/p'
    [ -z "$dry_run" ] || echo 1500
}

is_busybox() { case $(readlink -f "$(command -v "$1")") in *busybox*) ;; *) [ "$(command -v "$1")" = "$1" ] ;; esac; }

# probe_command KIND ADDRESS PORT: its tool and command, for `capture`. No proxy, no configuration of the user's.
probe_command() {
    case $1 in
        ping-*-full) tool=ping-full ;;
        ping-*) tool=ping ;;
        http-*) tool=$http url=http://$2:9153/metrics ;;
        https-*) tool=$http url=https://$2:${3%/*}/version ;;
        tcp-pod) tool=$http-reach url=$2:${3%/*} ;;
        target-tcp) tool=$http-connect url=$2:${3%/*} ;;
        dns-*-tcp) tool=$dns-tcp ;;
        dns-*) tool=$dns ;;
        udp-*) tool=$dns-port patience=1 ;; # mostly nothing answers
        target-udp) tool=$dns-port patience=2 ;;
    esac
    size=$(mtu "$underlay")
    case $1 in ping-node-*) ;; *) [ -z "$vxlan" ] || size=$(mtu "$vxlan") ;; esac
    discovery='do' packets=1
    # As TCP does: the first packet carries DF; if a router answers that it is too large, the second comes in fragments.
    [ -z "$from_pod" ] || { size=$pod_mtu discovery=want packets=2; }
    case $tool in
        ping) set -- ping -n -c 2 -W 1 -s "$PING_BYTES" "$2" ;;
        ping-full) set -- ping -n -c "$packets" -W 1 -M "$discovery" -s $((size - 28)) "$2" ;; # less the headers of IPv4 and ICMP
        curl) set -- curl -q -sS -v -k --noproxy '*' --connect-timeout 2 --max-time 4 -o /dev/null \
            -w 'http_code=%{http_code} time_connect=%{time_connect} time_total=%{time_total}\n' "$url" ;;
        wget) set -- wget -nv -S --no-proxy --no-check-certificate -T 2 -t 1 -O /dev/null "$url" ;;
        busybox-wget) set -- wget -Y off -T 2 -O /dev/null "$url" ;;
        curl-connect) set -- curl -q -sS -v --noproxy '*' --connect-timeout 2 --max-time 3 --local-port "$TARGET_PORTS" -o /dev/null "telnet://$url" ;;
        curl-reach) set -- curl -q -sS -v --noproxy '*' --connect-timeout 2 --max-time 2 -o /dev/null "telnet://$url" ;;
        wget-connect) set -- wget -nv -S --no-proxy -T 2 -t 1 -O /dev/null "http://$url/" ;;
        nslookup) set -- nslookup -type=a -timeout=2 -retry=0 "$question" "$2" ;;
        nslookup-tcp) set -- nslookup -vc -type=a -timeout=2 -retry=0 "$question" "$2" ;;
        nslookup-port) set -- nslookup -type=a -port="${3%/*}" -timeout="$patience" -retry=0 "$NO_NAME" "$2" ;;
        busybox-nslookup) set -- nslookup "$question" "$2" ;;
        dig) set -- dig +time=2 +tries=1 "@$2" "$question" A ;;
        dig-tcp) set -- dig +tcp +time=2 +tries=1 "@$2" "$question" A ;;
        dig-port) set -- dig -p "${3%/*}" +time="$patience" +tries=1 "@$2" "$NO_NAME" A ;;
        host) set -- host -W 2 -R 1 -t A "$question" "$2" ;;
        host-tcp) set -- host -T -W 2 -R 1 -t A "$question" "$2" ;;
        *) set -- "no client for $1" ;;
    esac
    [ -z "$from_pod" ] || set -- nsenter -t "$pod_pid" -n "$@"
    tool=${tool#busybox-}
    capture "probes/$id.txt" "${tool%%-*}" 5 "$@"
}

# probe ID KIND TARGET NODE ADDRESS PORT
probe() {
    id=$1 probe_kind=$2 target=$3 target_node=$4 address=$5 port=$6 from_pod=
    case $probe_kind in pod-*) from_pod=1 ;; esac
    what=${probe_kind#pod-}
    probe_command "$what" "$address" "$port"
    [ -z "$dry_run" ] || return
    if [ "$file" = - ]; then result=skipped detail="${argv%% *}: $state"
    else
        { cat "$out"; [ ! -f "$out.err" ] || cat "$out.err"; } >"$work/$id.words"
        case $what in
            ping-*) classify_ping ;;
            http-*) classify_http ;;
            dns-*) classify_dns ;;
            https-* | target-tcp) classify_connection ;;
            tcp-pod) classify_connection; [ "$result" != refused ] || result=silent ;; # nobody need listen on a pod's port
            *) classify_datagram ;;
        esac
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
    elif says 'message too long|frag needed|fragmentation needed'; then result=too-long
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
    elif answered "$question"; then result=ok
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

# A handshake suffices: what the server thinks of us is not the network's matter.
classify_connection() {
    if says 'HTTP/[0-9. ]+ [1-9]|http_code=[1-9]|^[* ]*connected to|\| connected|connected\.$'; then result=ok
    else classify_http
    fi
}

# classify_datagram: a question that nobody need answer. An answer, or the host's own "port unreachable" where no program
# is expected to listen, shows that it arrived; silence shows nothing.
classify_datagram() {
    if answered "$NO_NAME" || says "can't find|status: [A-Z]+|SERVFAIL|NXDOMAIN|no answer"; then result=ok
    elif says 'connection refused' && [ "$what" = udp-neighbor ]; then result=ok
    elif says 'connection refused'; then result=refused
    elif says 'unreachable|no route to host'; then result=unreachable
    elif says 'operation not permitted|permission denied'; then result=not-permitted
    else result=silent; says .
    fi
}

# answered NAME: an address for the name asked for, not the one of the server at the head of the output.
answered() {
    detail=$(awk -v question="$1" '
        /^Name:/ { name = index($0, question); next }
        name && /^Address/ { sub(/\t/, " "); print; exit }
        index($0, question) == 1 && ($4 == "A" || / has address /) { gsub(/\t+/, " "); print; exit }' "$work/$id.words")
    [ "$detail" ]
}

# run_probes: workers side by side, each taking every SIDE_BY_SIDE-th line.
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

# trace_routes: to the address and to the pod of each peer. One hop to a peer's address is a shared layer 2; of the hops
# to a pod the first is the peer's flannel.1.
trace_routes() {
    awk -F '\t' -v own=" $own_addresses " -v most="$ROUTED_PEERS" '
        $1 == "node" && $3 != "-" && !index(own, " " $3 " ") && nodes++ < most { print "node", $3; name[$2] = 1 }
        $1 == "pod" && $2 in name { print "pod", $4 }' "$work/peers.tsv" >"$work/routed"
    traces=
    while read -r what address; do
        (capture "probes/traceroute-$what-$address.txt" traceroute 8 traceroute -n -w 1 -q 1 -m 4 "$address") &
        traces="$traces $!"
    done <"$work/routed"
    # shellcheck disable=SC2086 # a list of numbers
    [ -z "$traces" ] || wait $traces
}

# ---------------------------------------------------------------------------------------------------------------------
# Capture
# ---------------------------------------------------------------------------------------------------------------------

# start_captures: packets of the VXLAN port on the underlay, and the ICMP errors that answer them; what the probes send
# on flannel.1; and of each --target, hop by hop. Headers only: 120 bytes are Ethernet, IP, UDP, VXLAN, and the same of
# the packet inside. -p: no promiscuous mode.
start_captures() {
    capture_jobs='' enter='' deadline=$last_call
    probed='icmp or port 53 or port 9153'
    if [ "$vxlan" ]; then
        filter="udp port $vxlan_port"
        if busy_tunnel; then
            filter="$filter and (udp[8] & 8 = 0 or udp[39] = 1 or udp[50:2] = 53 or udp[52:2] = 53 or udp[50:2] = 9153 or udp[52:2] = 9153)"
            note "busy tunnel: the capture holds ICMP, DNS and port 9153 alone"
        fi
        filter="$filter or (icmp[0] = 3 and icmp[17] = 17 and icmp[30:2] = $vxlan_port)"
    else filter="${pod_network:+net $pod_network and }($probed)"
    fi
    set -- -i "${underlay:-any}" "$filter"
    case $vxlan_port in 8472 | 4789) ;; *) set -- -T vxlan "$@" ;; esac # a port that tcpdump would not decode
    start_capture underlay "$CAPTURE_PACKETS" "$@"
    [ -z "$vxlan" ] || start_capture "$vxlan" "$CAPTURE_PACKETS" -i "$vxlan" "$probed"
    if [ "$targets" ]; then
        filter=
        for target in $targets; do filter="$filter${filter:+ or }host ${target%%:*}"; done
        filter="$filter or portrange $TARGET_PORTS"
        for device in $interfaces; do start_capture "target-$device" 2000 -i "$device" "$filter"; done
        if [ "$pod_pid" ]; then enter="nsenter -t $pod_pid -n"; start_capture target-pod 2000 -i any "$filter"; fi
    fi
    # shellcheck disable=SC2086 # a list of numbers
    [ "$dry_run" ] || await_captures $capture_jobs
}

# start_capture NAME PACKETS OPTION...: $capture_jobs has one more.
start_capture() {
    name=$1 packets=$2; shift 2
    # shellcheck disable=SC2086 # words, or nothing
    set -- ${enter:-} tcpdump -p -nn -tt -l -s 120 -c "$packets" "$@"
    enter=
    if [ "$dry_run" ]; then capture - tcpdump 600 "$@"; return; fi
    (capture "probes/tcpdump-$name.txt" tcpdump 600 "$@") &
    capture_jobs="$capture_jobs $!"
}

# await_captures: until each listens, or has failed; two seconds at most.
await_captures() {
    tries=0
    until [ "$tries" -ge 20 ]; do
        listening=$(set +f; cat "$tree"/probes/tcpdump-*.txt.err 2>/dev/null | grep -c '^listening on\|, capture size\|^tcpdump: [^vd]')
        [ "$listening" -lt $# ] || return 0
        nap; tries=$((tries + 1))
    done
}

nap() { sleep 0.1 2>/dev/null || sleep 1; }

# busy_tunnel: more packets than the capture could hold in ten seconds, by the rate since the run began.
busy_tunnel() {
    [ "$vxlan" ] && [ "$tunnel_before" ] || return 1
    nap; nap; nap # enough to tell a rate
    count_tunnel_packets; clock
    elapsed=$((clock - began_at + 1))
    [ $(((tunnel_packets - tunnel_before) * 1000 / elapsed)) -gt "$CAPTURE_PACKETS" ]
}

count_tunnel_packets() {
    tunnel_packets=$(cat "/sys/class/net/$vxlan/statistics/rx_packets" "/sys/class/net/$vxlan/statistics/tx_packets" 2>/dev/null | awk '{ sum += $1 } END { print sum }')
}

# stop_captures: after a second, for the probes of the other nodes that began a little later. tcpdump itself is told to
# end, so that it writes what it holds and its counters.
stop_captures() {
    [ "$capture_jobs" ] || return 0
    step sleep 1
    for job in $capture_jobs; do
        for pid in $(descendants "$job"); do
            ! grep -qx tcpdump "/proc/$pid/comm" 2>/dev/null || kill "$pid" 2>/dev/null
        done
    done
    # shellcheck disable=SC2086 # a list of numbers
    wait $capture_jobs
}

# epoch_of TIME: of --at. The clock of the day is the only one that nodes share.
epoch_of() {
    now=$(date +%s)
    case $1 in
        *:*) when=$((now + $(seconds_of_day "$1") - $(seconds_of_day "$(date +%H:%M:%S)")))
             [ $((now - when)) -lt 43200 ] || when=$((when + 86400)) ;; # 00:00:10, asked for at 23:59
        *) when=$1 ;;
    esac
    echo "$when"
}

# sleep_until EPOCH: the waiting is added to the deadlines.
sleep_until() {
    now=$(date +%s)
    [ "$1" -gt "$now" ] || return 0
    waited=$((waited + $1 - now))
    deadline=$((deadline + ($1 - now) * 100)) last_call=$((last_call + ($1 - now) * 100))
    while [ "$(date +%s)" -lt "$1" ]; do step sleep 1; done
}

seconds_of_day() { echo "$1" | awk -F : '{ print $1 * 3600 + $2 * 60 + $3 }'; }

# ---------------------------------------------------------------------------------------------------------------------
# The tarball
# ---------------------------------------------------------------------------------------------------------------------
write_manifest() {
    {
        printf '#schema\tcoldtrace-manifest/1\n#collector\t%s\n#node\t%s\n#hostname\t%s\n' "$VERSION" "$(escape "$node")" "$(escape "$host")"
        printf '#script-sha256\t%s\n' "$script_sha256"
        [ "$waited" -eq 0 ] || printf '#waited\t%s\n' "$waited"
        [ -z "$pod_pid" ] || printf '#pod-address\t%s\n' "$pod_address"
        printf '#started\t%s\n#finished\t%s\n#user\t%s\n' "$started" "$(date +%s)" "$(id -un 2>/dev/null || id -u)"
        cat "$work/notes" "$work/commands"
        sort "$work/probes"
    } >"$tree/manifest.tsv"
}

# pack: sets $tarball. The name is taken first (`set -C` never overwrites), then filled by a rename.
pack() {
    write_manifest
    mkdir "$work/packed" && touch "$work/broken" || cannot_write "cannot write to ${work%/*}" "无法写入 ${work%/*}"
    members | encrypted | in_parts
    [ ! -s "$work/broken" ] || cannot_write "$(tr '\n' ' ' <"$work/broken")failed" "$(tr '\n' ' ' <"$work/broken")失败"
    base=$output/coldtrace-$folder-$(date -u +%Y%m%dT%H%M%SZ) suffix='' extension=.tar.gz${encrypt_to:+.cms}
    until (set -C; : >"$base$suffix$extension${split:+.001}") 2>/dev/null; do
        [ -e "$base$suffix$extension${split:+.001}" ] || cannot_write "cannot write to $output" "无法写入 $output"
        suffix=$((${suffix:--1} - 1))
    done
    reserved=$base$suffix$extension
    set +f
    for part in "$work"/packed/*; do
        mv "$part" "$reserved${part#"$work/packed/all"}" || cannot_write "cannot write to $output" "无法写入 $output"
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
    # --help, wherever it stands, in the language asked for, wherever that stands
    case " $* " in *' --lang zh-CN '* | *' --lang=zh-CN '*) lang=zh-CN ;; *' --lang en '* | *' --lang=en '*) lang=en ;; esac
    output=. write_peers='' peers='' at='' probes=1 max_time=120 max_size=200 targets='' node='' kubeconfig='' dry_run='' encrypt_to='' split=''
    while [ $# -gt 0 ]; do
        case $1 in
            --help) help; exit 0 ;;
            --version) printf '%s\nSHA-256 %s\n' "$VERSION" "$(script_sha256)"; exit 0 ;;
            --no-probes) probes=; shift; continue ;;
            --dry-run) dry_run=1; shift; continue ;;
            --*=*) option=${1%%=*} value=${1#*=}; shift; set -- "$option" "$value" "$@" ;;
        esac
        case $1 in
            --output | --write-peers | --peers | --target | --at | --max-time | --max-size | --node-name | --kubeconfig | --encrypt-to | --split | --lang) ;;
            *) usage_error "unknown option: $1" "未知选项：$1" ;;
        esac
        [ $# -ge 2 ] && [ "$2" ] || usage_error "$1 needs a value" "$1 需要一个值"
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
            --target) targets="$targets $(target "$2")" || exit ;;
            --lang) case $2 in en | zh-CN) lang=$2 ;; *) usage_error "--lang is en or zh-CN, not '$2'" "--lang 应为 en 或 zh-CN，而不是 '$2'" ;; esac ;;
        esac
        shift 2
    done
    check_options
}

whole_number() {
    case $2 in
        *[!0-9]* | 0* | ????????*) usage_error "$1 needs a whole number above 0, not '$2'" "$1 需要一个大于 0 的整数，而不是 '$2'" ;;
    esac
}

# target IP:PORT[/PROTOCOL]: as the probes name it, IP:PORT/PROTOCOL.
target() {
    # shellcheck disable=SC2016 # of awk
    printf '%s\n' "$1" | awk -F '[:/]' '
        $1 !~ /^[0-9][0-9]?[0-9]?(\.[0-9][0-9]?[0-9]?)+$/ || split($1, part, ".") != 4 || $2 !~ /^[0-9]+$/ || $2 < 1 || $2 > 65535 || NF > 3 { exit 1 }
        NF == 3 && $3 != "tcp" && $3 != "udp" { exit 1 }
        { print $1 ":" $2 "/" (NF == 3 ? $3 : "tcp") }' ||
        usage_error "--target needs IP:PORT or IP:PORT/udp, not '$1'" "--target 需要 IP:PORT 或 IP:PORT/udp，而不是 '$1'"
}

check_options() {
    case $at in
        '' | [0-9]:[0-5][0-9]:[0-5][0-9] | [01][0-9]:[0-5][0-9]:[0-5][0-9] | 2[0-3]:[0-5][0-9]:[0-5][0-9]) ;;
        *[!0-9]*) usage_error "--at needs epoch seconds or HH:MM:SS, not '$at'" "--at 需要 epoch 秒或 HH:MM:SS，而不是 '$at'" ;;
    esac
    [ -z "$peers" ] || { [ -f "$peers" ] && [ -r "$peers" ]; } || usage_error "--peers: cannot read $peers" "--peers：无法读取 $peers"
    [ -z "$kubeconfig" ] || [ -r "$kubeconfig" ] || usage_error "--kubeconfig: cannot read $kubeconfig" "--kubeconfig：无法读取 $kubeconfig"
    [ -z "$encrypt_to" ] || check_certificate_file
    peers=$(absolute "$peers") kubeconfig=$(absolute "$kubeconfig") write_peers=$(absolute "$write_peers")
    output=$(absolute "$output")
    [ -z "${KUBECONFIG:-}" ] || KUBECONFIG=$(absolute "$KUBECONFIG")
    [ -d "$output" ] && [ -w "$output" ] || cannot_write "cannot write to $output" "无法写入 $output"
}

check_certificate_file() {
    have openssl || usage_error '--encrypt-to needs openssl, which this node does not have' '--encrypt-to 需要 openssl，而本节点没有'
    [ -f "$encrypt_to" ] && [ -r "$encrypt_to" ] || usage_error "--encrypt-to: cannot read $encrypt_to" "--encrypt-to：无法读取 $encrypt_to"
    encrypt_to=$(absolute "$encrypt_to") # a name that begins with - is no option
}

# check_certificate: by encrypting a word. What is found out after two minutes of collecting is found out too late.
check_certificate() {
    openssl_says=$(echo | encrypt 2>&1 >/dev/null) ||
        usage_error "--encrypt-to: $encrypt_to is no certificate that openssl can encrypt to: $(printf '%s' "$openssl_says" | tail -n 1)" \
            "--encrypt-to：openssl 无法用 $encrypt_to 加密：$(printf '%s' "$openssl_says" | tail -n 1)"
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
    for file in "$kubeconfig" "${KUBECONFIG:-}" /etc/kubernetes/admin.conf /etc/rancher/k3s/k3s.yaml /etc/rancher/rke2/rke2.yaml "$user_home/.kube/config"; do
        [ "$file" ] && [ -r "${file%%:*}" ] || continue
        export KUBECONFIG="$file"
        return
    done
    kubectl_state=skipped:kubeconfig
}

prepare() {
    work='' reserved=''
    trap 'clean_up' EXIT
    trap 'say interrupted 已中断; exit 3' INT TERM HUP
    place=$(absolute "${TMPDIR:-$output}")
    [ -z "$dry_run" ] || place=$(absolute "${TMPDIR:-/tmp}")
    work=$(mktemp -d "$place/.coldtrace.XXXXXX") || cannot_write "cannot write to $place" "无法写入 $place"
    cd "$work" || cannot_write "cannot enter $work" "无法进入 $work"
    user_home=${HOME:-/root}
    export HOME="$work" TMPDIR="$work" # old kubectl and openssl write into the home folder
    [ -z "$encrypt_to" ] || check_certificate
    touch notes commands probes
    exec 3>&1
    renice -n 10 -p $$ >/dev/null 2>&1
    ! have ionice || ionice -c 3 -p $$ 2>/dev/null
    timeout_works=
    ! timeout -k 1 5 true 2>/dev/null || timeout_works=1
    started=$(date +%s)
    clock; began_at=$clock deadline=$((clock + max_time * 50))
    last_call=$((began_at + (max_time - PACKING_SECONDS) * 100)) # probes and captures end here
    size_left=1 tree=$work/tree iptables_backend=legacy ip_details='-d ' shown='' pod_pid='' interfaces='' waited=0
    script_sha256=$(script_sha256)
}

# script_sha256: of this script, where it is a file.
script_sha256() { if [ -f "$script" ]; then sha256 "$script"; else echo -; fi; }

rules() { facts | grep '^ip.*-save\|^nft-ruleset.txt'; }

# write_peers_file: the rules alone are collected, for a node without a kubectl that answers.
write_peers_file() {
    [ "$kubectl_state" = - ] || collect_facts rules
    find_peers >"$work/peers.found.tsv"
    [ -z "$dry_run" ] || return 0
    { echo "# coldtrace peers, from $peers_from"; cat "$work/peers.found.tsv"; } >"$write_peers" || cannot_write "cannot write $write_peers" "无法写入 $write_peers"
    say "peers: $(grep -c '^node' "$write_peers") nodes (from $peers_from)" "对端：$(grep -c '^node' "$write_peers") 个节点（来自 $peers_from）"
    printf '%s\n' "$write_peers"
}

read_or_find_peers() {
    if [ "$peers" ]; then peers_from="--peers $peers"; read_peers "$peers" >"$work/peers.read"
    else find_peers >"$work/peers.unread"; read_peers "$work/peers.unread" >"$work/peers.read"
    fi
    sed -n 's/^ignored\t//p' "$work/peers.read" | while IFS= read -r line; do note "not a line of a peers file: $line"; done
    grep -v '^ignored' "$work/peers.read" >"$work/peers.tsv"
    [ -z "$dry_run" ] || return 0
    nodes=$(grep -c '^node' "$work/peers.tsv") dns_pods=$(grep -c '^dns' "$work/peers.tsv")
    say "peers: $nodes nodes, $dns_pods DNS pods (from $peers_from)" "对端：$nodes 个节点，$dns_pods 个 DNS Pod（来自 $peers_from）"
    [ "$nodes" -gt 1 ] ||
        say 'few peers known here: use --write-peers on a node that has kubectl, and --peers with that file on this one' \
            '本机所知的对端很少：请在有 kubectl 的节点上使用 --write-peers，再在本机用 --peers 指定该文件'
    (shown=$peers_from; capture peers.tsv peers 5 cat "$work/peers.tsv")
}

probe_peers() {
    read_or_find_peers
    choose_tools
    own_addresses=$(ask ip -4 -o addr | awk '{ sub(/\/.*/, "", $4); printf "%s ", $4 }')
    list_probes "$work/peers.tsv" >"$work/probe-list"
    if [ "$at" ] && [ -z "$dry_run" ]; then
        when=$(epoch_of "$at")
        if [ "$when" -le "$(date +%s)" ]; then say "--at $at has passed: probing now" "--at $at 已过：立即开始探测"; note "--at $at had passed"
        else say "waiting until $at" "等待至 $at"
        fi
        sleep_until $((when - CAPTURE_LEAD))
        start_captures
        sleep_until "$when"
    fi
    run_probes
    trace_routes
    [ -n "$dry_run" ] || probes_summary
}

probes_summary() {
    all=$(wc -l <"$work/probe-list" | tr -d ' ')
    ok=$(awk -F '\t' '$10 == "ok"' "$work/probes" | wc -l | tr -d ' ') silent=$(awk -F '\t' '$10 == "silent" || $10 == "skipped"' "$work/probes" | wc -l | tr -d ' ')
    say "probes: $all, $ok ok, $silent that cannot tell" "探测：$all 个，成功 $ok 个，无法判断 $silent 个"
}

facts_summary() {
    all=$(wc -l <"$work/commands" | tr -d ' ') complete=$(awk -F '\t' '$8 == "-"' "$work/commands" | wc -l | tr -d ' ')
    say "facts: $all commands, $complete complete" "信息：$all 条命令，完整 $complete 条"
}

main() {
    [ -e /proc/$$/fd/1 ] || exec >/dev/null
    [ -e /proc/$$/fd/2 ] || exec 2>/dev/null
    script=$(absolute "$0")
    read_options "$@"
    prepare
    find_kubectl
    know_iptables
    ! have ip || ! is_busybox ip || ip_details='' # busybox's knows no details
    name_node
    folder=$(printf '%s' "$node" | tr -c 'A-Za-z0-9._-' _)
    case $folder in [.-]*) folder=_$folder ;; esac
    tree=$work/tree/$folder
    mkdir -p "$tree"
    say "collector $VERSION (SHA-256 $script_sha256) on $node; it reads and changes nothing" \
        "收集脚本 $VERSION（SHA-256 $script_sha256），节点 $node；只读取，不修改任何内容"
    know_underlay
    if [ "$write_peers" ]; then write_peers_file; return; fi
    find_pod
    tunnel_packets=''
    [ -z "$vxlan" ] || count_tunnel_packets
    tunnel_before=$tunnel_packets capture_jobs=''
    [ -z "$probes" ] || [ "$at" ] || start_captures
    deadline=$((began_at + max_time * 50)) # facts get half of the time, probes what is left then
    collect_facts facts
    [ -n "$dry_run" ] || facts_summary
    deadline=$last_call
    [ -z "$probes" ] || probe_peers
    collect_facts facts after/
    stop_captures
    [ -z "$dry_run" ] || return 0
    pack
    say "written: $(wc -c <"$tarball" | tr -d ' ') bytes" "已写入：$(wc -c <"$tarball" | tr -d ' ') 字节"
    printf '%s\n' "$tarball"
}

# A test sources this file for its functions.
[ "${COLDTRACE_TEST:-}" ] || main "$@"
