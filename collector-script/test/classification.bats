#!/usr/bin/env bats
# The words of ping, HTTP and DNS clients of different systems, and the result that they are.

load collector_runs

# judge KIND STATE STATUS <words
judge() {
    COLDTRACE_TEST=1 sh -c '. "$0"; work=$1 id=t state=$3 status=$4 question=kubernetes.default.svc.cluster.local
        cat >"$work/t.words"; "classify_$2"; echo "$result"' "$COLLECTOR" "$BATS_TEST_TMPDIR" "$@"
}

# expect RESULT KIND WORDS [STATE] [STATUS]
expect() {
    local found
    found=$(printf '%b\n' "$3" | judge "$2" "${4:--}" "${5:-1}")
    [ "$found" = "$1" ] || { echo "$3 is $found, not $1"; return 1; }
}

@test "ping" {
    expect ok ping '64 bytes from 10.0.0.1: icmp_seq=1 ttl=64 time=0.1 ms\n2 packets transmitted, 1 received, 50% packet loss, time 1ms' - 0
    expect ok ping '64 bytes from 10.0.0.1: seq=0 ttl=64 time=0.1 ms\n2 packets transmitted, 2 packets received, 0% packet loss' - 0
    expect timeout ping '2 packets transmitted, 0 received, 100% packet loss, time 1006ms'
    expect prohibited ping 'From 10.0.0.2 icmp_seq=1 Destination Host Prohibited\n2 packets transmitted, 0 received, +2 errors, 100% packet loss'
    expect prohibited ping 'From 10.0.0.2 icmp_seq=1 Packet filtered\n2 packets transmitted, 0 received, +1 errors, 100% packet loss'
    expect refused ping 'From 10.0.0.2 icmp_seq=1 Destination Port Unreachable'
    expect unreachable ping 'From 10.0.0.1 icmp_seq=1 Destination Host Unreachable\n2 packets transmitted, 0 received, +2 errors, 100% packet loss'
    expect unreachable ping 'ping: connect: Network is unreachable' - 2
    expect unreachable ping "ping: sendto: Network unreachable"
    expect not-permitted ping 'ping: sendmsg: Operation not permitted\n2 packets transmitted, 0 received, 100% packet loss'
    expect not-permitted ping 'ping: sendto: Operation not permitted'
    expect error ping 'ping: socket: Operation not permitted' - 2
    expect error ping 'ping: permission denied (are you root?)'
    expect error ping 'From 10.0.0.9 icmp_seq=1 Time to live exceeded\n2 packets transmitted, 0 received, +2 errors, 100% packet loss'
}

@test "HTTP" {
    expect ok http 'http_code=200 time_connect=0.001' - 0
    expect ok http '< HTTP/1.1 404 Not Found\nhttp_code=404 time_connect=0.001' - 0
    expect refused http 'http_code=000 time_connect=0\n* connect to 10.0.0.1 port 9153 failed: Connection refused\ncurl: (7) Failed to connect' - 7
    expect unreachable http 'curl: (7) Failed to connect to 10.0.0.1: No route to host' - 7
    expect unreachable http 'curl: (7) Failed connect to 10.0.0.1:9153; Network is unreachable' - 7
    expect timeout http 'curl: (28) Connection timed out after 2001 milliseconds' - 28
    expect timeout http 'curl: (28) Failed to connect to 10.9.0.2 port 9153 after 2000 ms: Timeout was reached' - 28
    expect timeout http '' timeout 124
    expect error http 'curl: (52) Empty reply from server' - 52
    expect error http 'curl: (56) Recv failure: Connection reset by peer' - 56
    expect refused http "wget: can't connect to remote host (10.0.0.1): Connection refused"
    expect timeout http 'wget: download timed out'
    expect ok http '  HTTP/1.1 200 OK\n2026-11-22 URL:http://10.0.0.1:9153/metrics [3] -> "/dev/null" [1]' - 0
    expect ok http "saving to '/dev/null'" - 0
}

@test "DNS" {
    name=kubernetes.default.svc.cluster.local
    expect ok dns "Server:\t\t10.0.0.1\nAddress:\t10.0.0.1#53\n\nName:\t$name\nAddress: 10.96.0.1" - 0
    expect ok dns "Server:    10.0.0.1\nAddress 1: 10.0.0.1\n\nName:      $name\nAddress 1: 10.96.0.1" - 0
    expect ok dns "$name.\t5\tIN\tA\t10.96.0.1" - 0
    expect ok dns "Using domain server:\nName: 10.0.0.1\nAddress: 10.0.0.1#53\nAliases: \n\n$name has address 10.96.0.1" - 0
    expect name-error dns "Using domain server:\nName: 10.0.0.1\nAddress: 10.0.0.1#53\nAliases: \n\nHost $name not found: 3(NXDOMAIN)"
    expect name-error dns "Server:\t\t10.0.0.1\nAddress:\t10.0.0.1#53\n\n** server can't find $name: NXDOMAIN"
    expect name-error dns ";; Got SERVFAIL reply from 10.0.0.1, trying next server\n** server can't find $name: SERVFAIL"
    expect name-error dns ";; ->>HEADER<<- opcode: QUERY, status: REFUSED, id: 1"
    expect name-error dns ";; ->>HEADER<<- opcode: QUERY, status: NOERROR, id: 1\n;; ANSWER: 0"
    expect timeout dns ';; connection timed out; no servers could be reached'
    expect timeout dns ';; communications error to 10.0.0.1#53: timed out\n;; no servers could be reached'
    expect timeout dns "Server:    10.0.0.1\nAddress 1: 10.0.0.1\n\nnslookup: can't resolve '$name'" timeout 143
    expect refused dns ';; communications error to 10.0.0.1#53: connection refused\n;; no servers could be reached'
    expect refused dns "nslookup: read: Connection refused\n;; connection timed out; no servers could be reached"
    expect unreachable dns ';; communications error to 10.0.0.1#53: host unreachable\n;; no servers could be reached'
    expect unreachable dns ';; UDP setup with 10.0.0.1#53(10.0.0.1) for x failed: network unreachable.\n;; no servers could be reached'
    expect error dns ';; reply from unexpected source: 10.0.0.2#53, expected 10.0.0.1#53\n;; connection timed out; no servers could be reached'
}
