# Up, down, and crashes in between: nothing stays behind.

setup_file() {
    export COLDTRACE_LAB="life-$$"
}

setup() {
    load setup.bash
}

teardown() {
    lab down
    lab down --name "$COLDTRACE_LAB-b"
}

@test "down leaves no process, namespace, mount, link or file" {
    before=$(machine)
    lab up
    namespaces=$(namespaces_of_lab)
    [ "$(wc -l <<< "$namespaces")" -ge 10 ]
    lab down
    wait_for 10 nothing_lives_in "$namespaces"
    diff <(echo "$before") <(machine)
    run pgrep -fx "coldtrace-lab keeper $COLDTRACE_LAB"
    [ "$status" -eq 1 ]
}

@test "kill -9 half-way through up leaves nothing that down does not remove" {
    before=$(machine)
    for moment in 0.05 0.1 0.15 0.2 0.25 0.3 0.35 0.4 0.5; do
        "$LAB_FOLDER/lab" up 3>&- &
        up=$!
        sleep "$moment"
        namespaces=$(namespaces_of_lab)
        kill -9 "$up" 2>/dev/null || true
        wait "$up" || true
        lab down
        wait_for 10 nothing_lives_in "$namespaces"
        diff <(echo "$before") <(machine)
    done
}

@test "with its keeper killed a lab is gone, says so, and down cleans up" {
    before=$(machine)
    lab up
    namespaces=$(namespaces_of_lab)
    kill -9 "$(pgrep -fx "coldtrace-lab keeper $COLDTRACE_LAB")"
    wait_for 10 nothing_lives_in "$namespaces"
    run lab status
    [ "$status" -eq 2 ]
    [[ "$output" == *"has crashed"* ]]
    lab down
    diff <(echo "$before") <(machine)
}

@test "a node whose first process died does not keep down from working" {
    lab up
    namespaces=$(namespaces_of_lab)
    kill -9 "$(pgrep -P "$(pgrep -fx "coldtrace-lab keeper $COLDTRACE_LAB")" | head -n 1)"
    run lab exec node-1 -- true
    [ "$status" -eq 2 ]
    lab down
    wait_for 10 nothing_lives_in "$namespaces"
}

@test "two labs side by side do not see each other" {
    lab up
    lab up --name "$COLDTRACE_LAB-b" --nodes 2
    lab probe
    lab probe --name "$COLDTRACE_LAB-b"
    lab down --name "$COLDTRACE_LAB-b"
    lab probe
}

@test "a second up of the same name is refused" {
    lab up
    run lab up
    [ "$status" -eq 2 ]
    [[ "$output" == *"is up already"* ]]
}

@test "other networks, names and sizes" {
    lab up --nodes 5 --node-prefix w- --pod-network 172.27.0.0/16 --service-network 172.28.0.0/16 \
        --underlay 10.5.0.0/24 --vxlan-port 4789 --vni 7
    lab probe
    lab exec w-5 -- ip -d link show flannel.7 | grep "id 7 local 10.5.0.15 .* dstport 4789"
}
