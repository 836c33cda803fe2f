#!/usr/bin/env bats
# What the command line accepts, and its exit codes.

load collector_runs

setup() { make_place; }
teardown() { remove_place; }

collect() { unshare -n sh "$COLLECTOR" "$@"; }

@test "--help names every option of the contract" {
    run collect --help
    [ "$status" -eq 0 ]
    for option in output write-peers peers target at no-probes max-time max-size node-name kubeconfig encrypt-to split lang dry-run; do
        [[ $output == *"--$option "* ]]
    done
}

@test "wrong usage ends with 2 and says what is wrong" {
    for wrong in --nonsense '--output' '--max-time ten' '--max-time 0' '--at noon' '--peers /nowhere' '--kubeconfig /nowhere' '--split 0' '--split 1.5' '--encrypt-to /nowhere' '--encrypt-to /etc/passwd' stray; do
        run collect $wrong
        [ "$status" -eq 2 ]
        [[ $output == coldtrace:* ]]
    done
}

@test "--target and --lang refuse what they cannot use" {
    for wrong in '--target 10.0.0.1' '--target name:80' '--target 10.0.0.1:0' '--target 10.0.0.1:80/sctp' '--target 10.0.0.1:80;id' '--lang fr'; do
        run collect $wrong
        [ "$status" -eq 2 ]
        [[ $output == coldtrace:*"${wrong#* }"* ]]
    done
}

@test "help, errors and progress in Chinese: asked for, or by LANG where the terminal shows UTF-8" {
    run collect --help --lang zh-CN
    [[ $status -eq 0 && $output == *用法* && $output == *--encrypt-to* ]]
    LANG=zh_CN.UTF-8 run collect --nonsense
    [[ $status -eq 2 && $output == *未知选项* ]]
    LANG=zh_CN.UTF-8 run collect --help --lang en
    [[ $output == Usage:* ]]
    LANG=zh_CN.GB18030 run collect --help
    [[ $output == Usage:* ]]
}

@test "both helps name the same options" {
    options() { collect --help --lang "$1" | grep -oE '^  --[a-z-]+' | sort; }
    [ "$(options en)" = "$(options zh-CN)" ]
}

@test "the script says its version and SHA-256" {
    run collect --version
    [[ $output == *"$(sha256sum <"$COLLECTOR" | cut -d ' ' -f 1)"* ]]
    run sh -c 'sh -s -- --version <"$0"' "$COLLECTOR"
    [[ $status -eq 0 && $output == *'SHA-256 -'* ]]
}

@test "an output folder that is not there or not ours ends with 3" {
    run collect --output "$PLACE/none"
    [ "$status" -eq 3 ]
    chmod 755 "$PLACE"
    run su nobody -s /bin/sh -c "sh '$COLLECTOR' --no-probes --output '$PLACE'"
    [ "$status" -eq 3 ]
}

@test "--dry-run prints the commands and leaves nothing" {
    printf 'node\tnode-2\t10.250.0.2\t10.251.2.0/24\n' >"$PLACE/peers"
    run collect --dry-run --peers "$PLACE/peers" --output "$PLACE"
    [ "$status" -eq 0 ]
    [[ $output == *"sysctl -a"* && $output == *"ping -n -c 2 -W 1 -s 71 10.250.0.2"* ]]
    [ "$(ls -A "$PLACE")" = peers ]
}

@test "--dry-run runs no command of the node" {
    mkdir "$PLACE/bin"
    for tool in sysctl ip iptables iptables-save iptables-nft-save nft ss ps ping curl nslookup tcpdump kubectl systemctl ethtool tc conntrack ipset ipvsadm nstat journalctl dmesg crictl nmcli nsenter traceroute; do
        printf '#!/bin/sh\necho "$0" >>"%s/ran"\n' "$PLACE" >"$PLACE/bin/$tool"
    done
    chmod +x "$PLACE"/bin/*
    PATH=$PLACE/bin:$PATH run collect --dry-run --output "$PLACE"
    [ "$status" -eq 0 ]
    [ ! -e "$PLACE/ran" ]
}

@test "words are quoted as a person would type them" {
    run sh -c 'COLDTRACE_TEST=1 . "$0"; quote ping "a b" "it'"'"'s" x=1' "$COLLECTOR"
    [ "$output" = "ping 'a b' 'it'\\''s' x=1" ]
}
