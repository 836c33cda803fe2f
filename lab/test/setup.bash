# Sourced by the tests. Each test file has a lab of its own name, so that files and people do not meet.

LAB_FOLDER=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

lab() {
    "$LAB_FOLDER/lab" "$@"
}

# The namespaces of a lab, as `net:[4026532...]`, one a line.
namespaces_of_lab() {
    local keeper node pid
    keeper=$(pgrep -fx "coldtrace-lab keeper $COLDTRACE_LAB") || return 0
    for node in $(pgrep -P "$keeper"); do
        for pid in "$node" $(pgrep --ns "$node" --nslist pid -x pause); do
            readlink "/proc/$pid/ns/net" "/proc/$pid/ns/mnt" "/proc/$pid/ns/pid" || true
        done
    done 2>/dev/null | sort -u | { grep -vFx -e "$(readlink /proc/self/ns/net)" -e "$(readlink /proc/self/ns/mnt)" \
        -e "$(readlink /proc/self/ns/pid)" || true; } # none yet, half-way through up
}

# Fails and says which processes still live in one of the namespaces given. A dead one that the machine's first process has
# not reaped yet keeps its entry in /proc, and nothing else.
nothing_lives_in() {
    local found link
    [ -n "$1" ] || return 0
    found=$(find /proc/[0-9]*/ns -type l -printf '%l %p\n' 2>/dev/null | grep -F "$1" | while read -r _ link; do
        grep -q '^State:[[:space:]]*Z' "${link%/ns/*}/status" 2>/dev/null || echo "$link"
    done || true)
    [ -z "$found" ] || { echo "$found"; return 1; }
}

# What the machine itself shows: links, named namespaces, mounts of labs.
machine() {
    ip -o link | cut -d' ' -f2
    ip netns list
    grep coldtrace-lab /proc/self/mounts || true
    ls -d "/run/coldtrace-lab/$COLDTRACE_LAB" 2>/dev/null || true
}

wait_for() {
    local end=$((SECONDS + $1))
    shift
    until "$@"; do
        [ "$SECONDS" -lt "$end" ] || return 1
        sleep 0.1
    done
}

# loses WHAT NODE [CODE...]: exactly this, of these codes alone if some are given. After a firewall's start the lab's daemons
# need a moment to put back what it flushed.
loses() {
    expected=$(tr , '\n' <<< "$1" | sort)
    shift
    exactly() {
        measured=$(lab probe --json | "$LAB_FOLDER/test/signature" "$@" | sort)
        [ "$measured" = "$expected" ]
    }
    wait_for 8 exactly "$@" || { diff <(echo "$expected") <(echo "$measured"); return 1; }
}
