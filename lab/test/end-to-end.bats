# From a broken kernel to its diagnosis and back: the report's own commands mend what was broken, and real packets say so.

setup_file() {
    export COLDTRACE_LAB="end-$$"
    load setup.bash
    COLDTRACE=$(dirname "$LAB_FOLDER")/coldtrace
    REPORTS=$(dirname "$LAB_FOLDER")/.build/reports
    export COLDTRACE REPORTS
    mkdir -p "$REPORTS"
    "$COLDTRACE" --version
}

setup() {
    load setup.bash
    lab up
}

teardown() {
    lab down
}

# analyzed NAME STATUS [OPTIONS OF collect]: leaves $REPORTS/NAME.html and the JSON beside the test's own files.
analyzed() {
    local name=$1 expected=$2
    shift 2
    lab settle
    lab collect --output "$BATS_TEST_TMPDIR/snapshot" "$@"
    json=$BATS_TEST_TMPDIR/report.json
    run "$COLDTRACE" analyze "$BATS_TEST_TMPDIR/snapshot" --output "$REPORTS/$name.html" --json "$json"
    echo "$output"
    [ "$status" -eq "$expected" ]
}

# diagnosed FAULT NODE "ID [NODE...]" [OPTIONS OF collect]; `-` for NODE: the fault's own choice.
diagnosed() {
    local fault=$1 node=$2 expected=$3 found
    shift 3
    if [ "$node" = - ]; then lab inject "$fault"; else lab inject "$fault" --node "$node"; fi
    analyzed "$fault" 1 "$@"
    found=$("$LAB_FOLDER/test/diagnosis" first "$json")
    [ "$found" = "$expected" ] || { echo "first diagnosis: $found"; return 1; }
}

# Runs what the report says, on the nodes that it names, and lets the kernel judge.
mended() {
    local steps node command
    run lab probe
    [ "$status" -eq 1 ]
    steps=$("$LAB_FOLDER/test/diagnosis" fix "$json")
    [ -n "$steps" ]
    while IFS=$'\t' read -r node command; do
        echo "$node: $command"
        lab exec "$node" -- sh -c "$command" </dev/null
    done <<< "$steps"
    lab settle
    wait_for 20 lab probe
}

@test "forwarding turned off by a file that loads late" {
    diagnosed ip-forward-late-file node-2 "ip-forward-disabled node-2" -- --at 0
    mended
}

@test "UDP 8472 dropped in INPUT of one node" {
    diagnosed vxlan-blocked-input node-1 "input-blocks-vxlan node-1" -- --at 0
    mended
}

@test "REJECT inserted first in FORWARD" {
    diagnosed forward-reject-first node-3 "forward-reject-above-accept node-3" -- --at 0
    mended
}

@test "firewalld started, with the iptables backend" {
    diagnosed firewalld-iptables node-2 "firewalld-iptables-backend node-2" -- --at 0
    mended
}

@test "firewalld started, with the nftables backend" {
    diagnosed firewalld-nftables node-3 "firewalld-nft-backend node-3" -- --at 0
    mended
}

@test "ufw enabled" {
    diagnosed ufw node-1 "ufw-active node-1" -- --at 0
    mended
}

# What the underlay does is proven by captures at both ends at one time: here the nodes wait for each other.
@test "UDP 8472 dropped on the underlay" {
    diagnosed vxlan-blocked-underlay node-3 "vxlan-blocked-underlay node-3"
}

@test "DNS pods killed" {
    diagnosed coredns-killed - "coredns-crashloop" -- --at 0
}

@test "a healthy cluster" {
    analyzed healthy 0 -- --at 0
    [ -z "$("$LAB_FOLDER/test/diagnosis" broken "$json")" ]
}

@test "a healthy cluster with much that looks suspicious" {
    lab inject healthy-noise
    analyzed healthy-noise 0 -- --at 0
    [ -z "$("$LAB_FOLDER/test/diagnosis" broken "$json")" ]
}
