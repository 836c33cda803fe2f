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

@test "an option that is not there yet is refused, not ignored" {
    for later in '--target 10.0.0.1:80' '--lang zh-CN'; do
        run collect $later
        [ "$status" -eq 2 ]
        [[ $output == *"this version"* ]]
    done
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
    [[ $output == *"sysctl -a"* && $output == *"ping -n -c 2 -W 1 10.250.0.2"* ]]
    [ "$(ls -A "$PLACE")" = peers ]
}

@test "--dry-run runs no command of the node" {
    mkdir "$PLACE/bin"
    for tool in sysctl ip iptables iptables-save iptables-nft-save nft ss ps ping curl nslookup tcpdump kubectl systemctl; do
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
