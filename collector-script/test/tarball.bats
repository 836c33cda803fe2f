#!/usr/bin/env bats
# The tarball: its name, its mode, its manifest; the same under each shell and as any user.

load collector_runs

setup() { make_place; }
teardown() { remove_place; }

as_root() {
    run unshare -n $1 "$COLLECTOR" --no-probes --output "$PLACE"
    [ "$status" -eq 0 ]
    unpack
    [ "${lines[-1]}" = "$TARBALL" ]
    [ "$(stat -c %a "$TARBALL")" = 600 ]
    manifest_matches
    [ "$(ls -A "$PLACE" | wc -l)" -eq 2 ]
}

@test "root, dash" { as_root dash; }
@test "root, bash --posix" { as_root 'bash --posix'; }
@test "root, busybox sh" { as_root 'busybox sh'; }

as_nobody() {
    run unshare -n su nobody -s /bin/sh -c "$1 '$COLLECTOR' --output '$PLACE'"
    [ "$status" -eq 0 ]
    unpack
    manifest_matches
    grep -q '^#user	nobody$' "$NODE/manifest.tsv"
}

@test "nobody, dash" { as_nobody dash; }
@test "nobody, bash --posix" { as_nobody 'bash --posix'; }
@test "nobody, busybox sh" { as_nobody 'busybox sh'; }

@test "odd characters of a node's name become _, and nothing is overwritten" {
    for again in 1 2 3; do
        unshare -n sh "$COLLECTOR" --no-probes --node-name '../a b/ü' --output "$PLACE" >/dev/null 2>&1
    done
    [ "$(ls "$PLACE" | wc -l)" -eq 3 ]
    [[ $(ls "$PLACE" | head -n 1) == coldtrace-_.._a_b___-* ]]
}

@test "a node is named as the peers file names one of its addresses" {
    printf 'node\tnode-2\t127.0.0.1\t-\n' >"$PLACE/peers"
    unshare -n sh -c "ip link set lo up; sh '$COLLECTOR' --no-probes --peers '$PLACE/peers' --output '$PLACE'" 2>/dev/null
    compgen -G "$PLACE/coldtrace-node-2-*.tar.gz"
}
