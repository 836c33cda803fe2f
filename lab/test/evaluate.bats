# From a broken kernel to its diagnosis and back: clusters drawn at random, the report's own commands, real packets as the judge.

# evaluated OPTIONS...: the seed is fixed, so that a failure can be looked at again; leaves each report in .build/reports.
evaluated() {
    local reports=$BATS_TEST_DIRNAME/../../.build/reports report fault
    mkdir -p "$reports"
    run "$BATS_TEST_DIRNAME/../evaluate" --seed 7 --jobs 2 --keep "$BATS_TEST_TMPDIR/kept" "$@"
    echo "$output"
    sed -nE 's/^(first diagnosis|healthy without|mended by|wrong and)/# measured: &/p' <<< "$output" >&3
    for report in "$BATS_TEST_TMPDIR"/kept/*/report.html; do
        fault=$(basename "$(dirname "$report")")
        cp "$report" "$reports/$fault.html"
        "$BATS_TEST_DIRNAME/diagnosis" fired "${report%.html}.json" | sed "/./s|$|\tlab/$fault|" >>"$reports/rules-fired.tsv"
    done
    [ "$status" -eq 0 ]
}

@test "causes of the old runbook are diagnosed and mended; healthy variants raise no alarm" {
    evaluated ip-forward-late-file vxlan-blocked-input vxlan-blocked-underlay firewalld-iptables firewalld-nftables ufw forward-reject-first agent-kernel-hook \
        healthy-noise healthy-docker healthy-icmp-ignored
}

# Of coredns-killed a busy machine sees no crash loop yet: the service without endpoints is diagnosed.
# bats test_tags=long
@test "the whole choice" {
    evaluated --choice
}

# bats test_tags=long
@test "so are all faults of the lab" {
    evaluated
}
