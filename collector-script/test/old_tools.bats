#!/usr/bin/env bats
# Only what the oldest systems know: every tool stands behind a wrapper that refuses newer options. What the script may ask for
# first (timeout -k, nft --json) is refused as those systems refuse it.

load collector_runs
load two_nodes

setup_file() { make_two_nodes; }
teardown_file() { remove_two_nodes; }
setup() { make_place; make_wrappers; }
teardown() { remove_place; }

make_wrappers() {
    mkdir "$PLACE/old"
    cat >"$PLACE/old/.wrapper" <<'END'
#!/bin/bash
# Refuses what the tool's line in old_tools.tsv does not hold; else the tool itself.
tool=${0##*/}
here=${0%/*}
real=$(PATH=${PATH//$here:/} command -v "$tool") || exit 127
letters=$(awk -F '\t' -v tool="$tool" '$1 == tool { print $2; exit }' "$OLD_TOOLS")
long=" $(awk -F '\t' -v tool="$tool" '$1 == tool { print $3; exit }' "$OLD_TOOLS") "
refuse() { printf '%s %s: %s\n' "$tool" "$*" "$word" >>"$here/.refused"; echo "$tool: unrecognized option '$word'" >&2; exit 2; }
arguments=("$@")
[ "$tool" != nsenter ] || arguments=("${@:1:3}")
[ "$tool" != timeout ] || { while [[ ${arguments[0]} == -* ]]; do taken+=("${arguments[0]}"); arguments=("${arguments[@]:1}"); done; arguments=("${taken[@]}"); }
[ "$tool" != xargs ] || arguments=()
for word in "${arguments[@]}"; do
    case $word in
        --) break ;;
        - | -[0-9]*) ;;
        --*) [[ $long == *" ${word%%=*} "* ]] || refuse "$@" ;;
        -*)
            [[ $long == *" ${word%%=*} "* ]] && continue
            # a cluster of letters; what follows a letter that takes a value is its value
            [[ $letters == *"${word:1:1}"* ]] || refuse "$@"
            [[ $word =~ ^-[A-Za-z0-9]*$ ]] || continue
            for ((i = 1; i < ${#word}; i++)); do [[ $letters == *"${word:i:1}"* || ${word:i:1} == [0-9] ]] || refuse "$@"; done ;;
    esac
done
if [ "$tool ${*}" = 'nft --help' ]; then "$real" "$@" | grep -v json; exit; fi
exec "$real" "$@"
END
    chmod +x "$PLACE/old/.wrapper"
    cut -f 1 "$BATS_TEST_DIRNAME/old_tools.tsv" | grep -v '^#' | sort -u | while read -r tool; do
        ! command -v "$tool" >/dev/null || ln -s .wrapper "$PLACE/old/$tool"
    done
}

old() { OLD_TOOLS=$BATS_TEST_DIRNAME/old_tools.tsv PATH=$PLACE/old:$PATH "$@"; }

none_refused() { ! cat "$PLACE/old/.refused" 2>/dev/null; }

@test "the wrappers refuse what is newer and pass what is not" {
    run old ip -j addr
    [[ $status -eq 2 && $output == *"unrecognized option '-j'"* ]]
    run old ss -H
    [ "$status" -eq 2 ]
    run old grep --no-ignore-case x /dev/null
    [ "$status" -eq 2 ]
    run old ip -d -o addr show dev lo
    [[ $status -eq 0 && $output == *lo* ]]
    [ "$(wc -l <"$PLACE/old/.refused")" -eq 3 ]
}

all_options() { # SHELL
    in_node a env OLD_TOOLS="$BATS_TEST_DIRNAME/old_tools.tsv" PATH="$PLACE/old:$PATH" $1 "$COLLECTOR" --output "$PLACE" --node-name node-a --target 10.251.2.10:9153 --target 10.251.2.10:53/udp
    none_refused
    unpack
    [ "$(state nft-ruleset-json)" = '' ]
    [ "$(result target-tcp.10.251.2.10-9153-tcp)" = ok ]
    [ "$(result target-udp.10.251.2.10-53-udp)" = ok ]
    for kind in ip-addr ip-link ip-route ip-rule bridge-fdb bridge-other ss ps sysctl-a nft-ruleset; do echo "$kind $(state $kind)"; [ "$(state $kind)" = - ]; done
}

@test "a whole run, with probes and targets: dash" { all_options dash; }
# bats test_tags=slow
@test "a whole run, with probes and targets: bash" { all_options 'bash --posix'; }
# bats test_tags=slow
@test "a whole run, with probes and targets: busybox" { all_options 'busybox sh'; }
