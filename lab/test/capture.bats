# An incident for the corpus: complete, true to its manifest, and without a trace of this machine.

setup_file() {
    export COLDTRACE_LAB="capture-$$"
}

setup() {
    load setup.bash
}

teardown() {
    lab down
}

@test "capture makes an incident that tells nothing of this machine" {
    lab capture broken --corpus "$BATS_TEST_TMPDIR" --fault ip-forward-runtime --node node-2 --nodes 2 --lead 8
    snapshot=$BATS_TEST_TMPDIR/broken/snapshot
    [ "$(ls "$snapshot")" = $'node-1\nnode-2' ]
    grep -qx 'net.ipv4.ip_forward = 0' "$snapshot/node-2/sysctl-a.txt"
    grep -q '^#node	node-2$' "$snapshot/node-2/manifest.tsv"
    run grep -rIF -e "$(uname -r)" -e "$(cat /proc/sys/kernel/random/boot_id)" -e "$LAB_FOLDER" "$snapshot"
    [ "$status" -eq 1 ]
    [ -z "$(find "$snapshot" -type f ! -perm 0644)" ]
    awk -F'\t' 'NF == 10 && $1 != "-" { print $9 "  " FILENAME "/" $1 }' "$snapshot"/*/manifest.tsv \
        | sed 's,manifest.tsv/,,' > "$BATS_TEST_TMPDIR/sums"
    [ "$(wc -l < "$BATS_TEST_TMPDIR/sums")" -gt 50 ]
    sha256sum --quiet --check "$BATS_TEST_TMPDIR/sums"
    run lab status
    [ "$status" -eq 2 ]
}

@test "what tells of this machine is refused" {
    run python3 -IB - "$LAB_FOLDER" <<PYTHON
import sys
sys.path.insert(0, sys.argv[1])
from coldlab import scrubbing
clean = {"node-1": {"manifest.tsv": b"#node\tnode-1\n", "sysctl-a.txt": b"vm.swappiness = 60\nnet.ipv4.ip_forward = 1\n"}}
scrubbing.scrub(clean)
scrubbing.check(clean)
assert clean["node-1"]["sysctl-a.txt"] == b"net.ipv4.ip_forward = 1\n"
for word in ("$(uname -r)", "$(hostname)", "$(cat /proc/sys/kernel/random/boot_id)", "$(dirname "$LAB_FOLDER")/lab"):
    try:
        scrubbing.check({"node-1": {"ps.txt": f"1 root {word}".encode()}})
    except scrubbing.LabError as error:
        assert "node-1/ps.txt" in str(error), error
    else:
        sys.exit(f"{word} was let through")
PYTHON
    echo "$output"
    [ "$status" -eq 0 ]
}
