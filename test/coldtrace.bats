#!/usr/bin/env bats
# What ./coldtrace says to those who hand it nothing, or what is broken: a clear word and an exit status, no stack trace.

setup_file() {
    COLDTRACE=$(cd "$BATS_TEST_DIRNAME/.." && pwd)/coldtrace
    export COLDTRACE
    "$COLDTRACE" --version
}

setup() { cd "$BATS_TEST_TMPDIR" || return; }

# coldtrace STATUS WORDS...: it ends with this status and without a stack trace.
coldtrace() {
    local expected=$1
    shift
    run "$COLDTRACE" "$@"
    echo "$output"
    [ "$status" -eq "$expected" ]
    [[ $output != *Exception* && $output != *$'\n\tat '* ]]
}

# A node's capture of 50,000 lines, as the collector lays it out.
capture() {
    mkdir -p node-1
    printf '#%s\n' 'schema	coldtrace-manifest/1' 'collector	0.1.0' 'node	node-1' 'hostname	node-1' \
        'started	1795384337' 'finished	1795384349' 'user	root' >node-1/manifest.tsv
    echo 'sysctl-a.txt	sysctl-a	sysctl -a	0	1795384338	0.1	1	-	-	-' >>node-1/manifest.tsv
    seq -f 'net.ipv4.x%g = 1' 50000 >node-1/sysctl-a.txt
    tar -czf node-1.tar.gz node-1/manifest.tsv node-1/sysctl-a.txt
}

@test "help and version" {
    coldtrace 0 --help
    [[ $output == *analyze* ]]
    coldtrace 0 --version
    coldtrace 0 analyze --help
}

@test "an unknown command, an unknown option and no input are wrong usage" {
    coldtrace 2 frobnicate
    [[ $output == *frobnicate* ]]
    coldtrace 2 analyze --frobnicate .
    coldtrace 2 analyze
}

@test "nothing to read" {
    mkdir empty
    : >nothing.tgz
    coldtrace 3 analyze nowhere
    [[ $output == *'nowhere: no such file'* ]]
    coldtrace 3 analyze empty
    [[ $output == *'empty: the folder is empty'* ]]
    coldtrace 3 analyze nothing.tgz
    [[ $output == *nothing.tgz* ]]
    [ ! -e coldtrace-report.html ]
}

@test "what is no archive" {
    openssl enc -aes-256-ctr -nosalt -K 00 -iv 00 </dev/zero 2>/dev/null | head -c 5000 >garbage.tar.gz
    (head -c 10 <(gzip </dev/null) && cat garbage.tar.gz) >garbled.tgz
    for file in garbage.tar.gz garbled.tgz; do
        coldtrace 3 analyze "$file"
        [[ $output == *"$file"* ]]
    done
}

@test "a file that may not be read" {
    [ "$(id -u)" = 0 ] || skip 'needs root, to be somebody else'
    capture
    chmod 000 node-1.tar.gz
    chmod 755 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR"
    setpriv --reuid=65534 --regid=65534 --clear-groups test -x "$COLDTRACE" || skip 'this folder is closed to others'
    run setpriv --reuid=65534 --regid=65534 --clear-groups "$COLDTRACE" analyze node-1.tar.gz
    [ "$status" -eq 3 ]
    [[ $output == *node-1.tar.gz* && $output != *Exception* ]]
}

@test "a whole capture, and one cut off: the report says so" {
    capture
    coldtrace 1 analyze node-1.tar.gz
    [ -s coldtrace-report.html ]
    head -c $(($(stat -c %s node-1.tar.gz) / 2)) node-1.tar.gz >cut.tar.gz
    coldtrace 1 analyze cut.tar.gz --output cut.html
    [[ $output == *'cut.tar.gz: cut off'* ]]
    grep -q 'cut.tar.gz' cut.html
}

@test "a broken capture beside a whole one costs itself only" {
    capture
    echo garbage >garbage.tar.gz
    coldtrace 1 analyze node-1.tar.gz garbage.tar.gz
    [[ $output == *garbage.tar.gz* ]]
    [ -s coldtrace-report.html ]
}

@test "a report that cannot be written" {
    capture
    coldtrace 2 analyze node-1.tar.gz --output nowhere/report.html
    [[ $output == *'no such folder'*nowhere* ]]
}
