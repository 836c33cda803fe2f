# Many nodes at once, as customers do it: ansible-playbook and a loop of ssh, over real sshd, from node-1 to the others.
# node-2 has the fault, the tar of node-3 fails, and one host of the inventory is not there.

setup_file() {
    export COLDTRACE_LAB="ansible-$$"
    load setup.bash
    for tool in ansible-playbook ssh scp ssh-keygen; do
        command -v "$tool" >/dev/null || skip "$tool is not installed"
    done
    [ -x /usr/sbin/sshd ] || skip "sshd is not installed"
    COLDTRACE=$(dirname "$LAB_FOLDER")/coldtrace
    export COLDTRACE
    "$COLDTRACE" --version
    lab up --nodes 4
    on node-1 'mkdir -p .ssh .ansible c/ansible && ssh-keygen -q -t ed25519 -N "" -f .ssh/id_ed25519 &&
        printf "%s\n" "StrictHostKeyChecking no" "UserKnownHostsFile /dev/null" "LogLevel ERROR" "ConnectTimeout 3" >.ssh/config'
    key=$(on node-1 'cat .ssh/id_ed25519.pub')
    for node in node-1 node-2 node-3 node-4; do start_sshd "$node"; done
    put "$LAB_FOLDER/../collector-script/coldtrace-collect.sh" c/coldtrace-collect.sh
    put "$LAB_FOLDER/../collector-script/ansible/collect.yml" c/ansible/collect.yml
    lab inject vxlan-blocked-input --node node-2
    on node-3 'printf "#!/bin/sh\nexit 1\n" >/usr/local/bin/tar; chmod 755 /usr/local/bin/tar'
    lab settle
}

teardown_file() {
    load setup.bash
    lab down
}

setup() {
    load setup.bash
}

# on NODE COMMAND: a shell there, in root's home.
on() {
    lab exec "$1" -- sh -c "cd /root && $2"
}

put() {
    on node-1 "cat >$2" <"$1"
}

# With a key and a configuration of its own; it ends with the node.
start_sshd() {
    on "$1" "mkdir -p /run/sshd /etc/ssh/lab && cd /etc/ssh/lab && ssh-keygen -q -t ed25519 -N '' -f host_key && echo '$key' >authorized_keys &&
        printf '%s\n' 'HostKey /etc/ssh/lab/host_key' 'AuthorizedKeysFile /etc/ssh/lab/authorized_keys' 'PidFile none' \
            'StrictModes no' 'UsePAM no' 'PermitRootLogin prohibit-password' 'Subsystem sftp internal-sftp' >sshd_config &&
        exec /usr/sbin/sshd -f /etc/ssh/lab/sshd_config" </dev/null 3>&-
}

# What lies and runs on the nodes, without the controller's own home and the connections that its ssh keeps for a minute.
left_on_nodes() {
    for node in node-2 node-3 node-4; do
        on "$node" "find / /etc -xdev \( -path /run -o -path /proc \) -prune -o -print; ps -e -o args | grep '[c]oldtrace\|[a]nsible'" | sed "s/^/$node /"
    done
    on node-1 "find / -xdev \( -path /run -o -path /root \) -prune -o -print; ls -A /root; ps -e -o args | grep '[c]oldtrace\|[a]nsible' | grep -v '\[mux\]$'" | sed "s/^/node-1 /"
}

# fetched FOLDER-ON-NODE-1: its tarballs, to $BATS_TEST_TMPDIR/snapshot; their names without the time.
fetched() {
    mkdir "$BATS_TEST_TMPDIR/snapshot"
    on node-1 "tar -cC $1 ." | tar -xC "$BATS_TEST_TMPDIR/snapshot" --wildcards '*.tar.gz'
    find "$BATS_TEST_TMPDIR/snapshot" -type f -printf '%f\n' | sed 's/-20[0-9TZ]*\.tar\.gz$//' | sort | tr '\n' ' '
}

# Each node probed while each other one did, so what one sends the other one's tcpdump can see.
probed_together() {
    local tarball
    for tarball in "$BATS_TEST_TMPDIR"/snapshot/*; do
        tar -xzOf "$tarball" --wildcards '*/manifest.tsv' | awk -F '\t' '
            $1 ~ /tcpdump-underlay/ { printf "%d %.2f\n", $5, $5 + $6 }'
    done | tee "$BATS_TEST_TMPDIR/probed" | awk '$1 > last { last = $1 } !first || $2 < first { first = $2 } END { exit !(NR == '"$1"' && last < first) }'
}

diagnosed() {
    run "$COLDTRACE" analyze "$BATS_TEST_TMPDIR/snapshot" --output "$BATS_TEST_TMPDIR/report.html" --json "$BATS_TEST_TMPDIR/report.json"
    echo "$output"
    [ "$status" -eq 1 ]
    [ "$("$LAB_FOLDER/test/diagnosis" first "$BATS_TEST_TMPDIR/report.json")" = "input-blocks-vxlan node-2" ]
}

@test "ansible fetches what there is, says what is missing and leaves nothing" {
    for host in 11 12 13 14 99; do echo "host-$host ansible_host=192.168.56.$host"; done >"$BATS_TEST_TMPDIR/hosts.ini"
    put "$BATS_TEST_TMPDIR/hosts.ini" hosts.ini
    on node-1 "mkdir snapshot"
    before=$(left_on_nodes)
    run on node-1 "ANSIBLE_PIPELINING=1 ansible-playbook -i hosts.ini -u root c/ansible/collect.yml -e coldtrace_lead=14 -e coldtrace_output=/root/snapshot"
    echo "$output"
    [ "$status" -eq 2 ]
    [[ "$output" == *"3 of 5 nodes, tarballs in /root/snapshot; missing: host-13, host-99"* ]]
    [[ "$output" == *"the script ended with 3: coldtrace: tar failed"* ]]
    [[ "$output" == *"unreachable: "*"host 192.168.56.99"* ]]
    diff <(echo "$before") <(left_on_nodes)
    [ "$(fetched snapshot)" = "coldtrace-node-1 coldtrace-node-2 coldtrace-node-4 " ]
    for tarball in "$BATS_TEST_TMPDIR"/snapshot/*; do
        tar -xzOf "$tarball" --wildcards '*/manifest.tsv' | grep -q '^peers.tsv.*--peers '
    done
    probed_together 3
    diagnosed
}

@test "the customer's page: its loop of ssh works and cleans up" {
    for page in for-the-customer.md for-the-customer.zh-CN.md; do
        awk '/^```/ { if (block ~ /for node in/) printf "%s", block; block = ""; next } { block = block $0 "\n" }' "$LAB_FOLDER/../docs/$page" >"$BATS_TEST_TMPDIR/$page"
    done
    [ -s "$BATS_TEST_TMPDIR/for-the-customer.md" ]
    diff "$BATS_TEST_TMPDIR"/for-the-customer*
    sed 's/+ 30))/+ 10))/' "$BATS_TEST_TMPDIR/for-the-customer.md" >"$BATS_TEST_TMPDIR/loop"
    put "$BATS_TEST_TMPDIR/loop" loop
    on node-1 "mkdir by-hand && cp c/coldtrace-collect.sh by-hand/"
    before=$(left_on_nodes)
    run on node-1 "cd by-hand && sh ../loop"
    echo "$output"
    [[ "$output" == *"nothing from 192.168.56.13"* ]]
    diff <(echo "$before") <(left_on_nodes)
    [ "$(on node-1 'ls by-hand' | sed 's/-20[0-9TZ]*//' | tr '\n' ' ')" = "coldtrace-collect.sh coldtrace-node-1.tar.gz coldtrace-node-2.tar.gz peers.tsv " ]
    [ "$(fetched by-hand)" = "coldtrace-node-1 coldtrace-node-2 " ]
    probed_together 2
}
