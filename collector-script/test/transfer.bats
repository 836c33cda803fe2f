#!/usr/bin/env bats
# On its way to the engineer: encrypted, in parts, both; never in plain on the customer's disk.

load collector_runs

setup() {
    make_place
    mkdir "$PLACE/out" "$PLACE/bin" "$PLACE/keys"
    chmod 777 "$PLACE/out"
}
teardown() { remove_place; }

# certificate NAME KEY-OPTION...: NAME.crt and NAME.key in $PLACE/keys.
certificate() {
    openssl req -x509 -newkey "${@:2}" -nodes -subj "/CN=$1" -days 2 -keyout "$PLACE/keys/$1.key" -out "$PLACE/keys/$1.crt" 2>/dev/null
}

# bulky: a node with 3 MiB that do not shrink.
bulky() {
    printf '#!/bin/sh\n[ "$1" = -a ] || exit 0\nopenssl enc -aes-256-ctr -nosalt -K 00 -iv 00 </dev/zero 2>/dev/null | head -c 3145728\n' >"$PLACE/bin/sysctl"
    chmod +x "$PLACE/bin/sysctl"
}

collect() { # SHELL OPTION...
    PATH=$PLACE/bin:$PATH run unshare -n $1 "$COLLECTOR" --no-probes --output "$PLACE/out" "${@:2}"
    [ "$status" -eq 0 ]
}

# whole: the parts, joined, are a tarball; all of mode 0600; the last line of stdout names the first.
whole() { # EXTENSION
    [[ ${lines[-1]} == "$PLACE"/out/coldtrace-*"$1" ]]
    [ "$(stat -c %a "$PLACE"/out/* | sort -u)" = 600 ]
    [ "$(ls -A "$PLACE/out" | wc -l)" -eq "$(ls "$PLACE"/out/coldtrace-* | wc -l)" ]
}

decrypt() { openssl cms -decrypt -binary -inform DER -inkey "$PLACE/keys/$1.key"; }

in_parts() { # SHELL
    bulky
    collect "$1" --split 1
    whole .tar.gz.001
    [ "$(ls "$PLACE/out" | sed 's/.*\.//' | tr '\n' ' ')" = '001 002 003 004 ' ]
    [ "$(stat -c %s "$PLACE"/out/*.00[123] | sort -u)" = 1048576 ]
    cat "$PLACE"/out/* | tar -xz -C "$PLACE"
    [ "$(stat -c %s "$PLACE"/*/sysctl-a.txt)" -eq 3145728 ]
    grep -q "$(sha256sum <"$PLACE"/*/sysctl-a.txt | cut -d ' ' -f 1)" "$PLACE"/*/manifest.tsv
}

@test "--split, dash" { in_parts dash; }
@test "--split, bash --posix" { in_parts 'bash --posix'; }
@test "--split, busybox sh" { in_parts 'busybox sh'; }

@test "--split, busybox dd, head and tar" {
    for applet in dd head tar gzip cat mv wc; do ln -s "$(command -v busybox)" "$PLACE/bin/$applet"; done
    in_parts 'busybox sh'
}

@test "--split, a dd without fullblock: smaller parts, nothing is lost" {
    printf '#!/bin/sh\ncase $* in *fullblock*) exit 1 ;; esac\nexec %s "$@"\n' "$(command -v dd)" >"$PLACE/bin/dd"
    chmod +x "$PLACE/bin/dd"
    bulky
    collect sh --split 1
    [ "$(stat -c %s "$PLACE"/out/* | sort -n | tail -n 1)" -le 1048576 ]
    cat "$PLACE"/out/* | tar -tz | grep sysctl-a.txt
}

@test "--split, one part where it fits in one" {
    collect sh --split 100
    whole .tar.gz.001
    [ "$(ls "$PLACE/out" | wc -l)" -eq 1 ]
    tar -tzf "$PLACE"/out/*.001
}

encrypted() { # SHELL
    certificate rsa rsa:2048
    collect "$1" --encrypt-to "$PLACE/keys/rsa.crt"
    whole .tar.gz.cms
    [ "$(decrypt rsa <"${lines[-1]}" | tar -tz | head -n 1 | sed 's|.*/||')" = manifest.tsv ]
    openssl cms -cmsout -print -noout -inform DER -in "${lines[-1]}" | grep -q 'aes-256-cbc'
}

@test "--encrypt-to, dash" { encrypted dash; }
@test "--encrypt-to, bash --posix" { encrypted 'bash --posix'; }
@test "--encrypt-to, busybox sh" { encrypted 'busybox sh'; }

@test "--encrypt-to a certificate of an elliptic curve, given by a relative path" {
    certificate ec ec -pkeyopt ec_paramgen_curve:P-256
    cd "$PLACE/keys"
    collect sh --encrypt-to ec.crt
    decrypt ec <"${lines[-1]}" | tar -tz
}

@test "encrypted and in parts" {
    certificate rsa rsa:2048
    bulky
    collect sh --encrypt-to "$PLACE/keys/rsa.crt" --split 2
    whole .tar.gz.cms.001
    [ "$(ls "$PLACE/out" | wc -l)" -eq 2 ]
    cat "$PLACE"/out/* | decrypt rsa | tar -tz | grep sysctl-a.txt
}

@test "no plain tarball is written on the way" {
    certificate rsa rsa:2048
    bulky
    # openssl as it ends looks for a gzip header in what lies on the disk
    cat >"$PLACE/bin/openssl" <<END
#!/bin/sh
$(command -v openssl) "\$@" || exit
case "\$*" in cms*) ;; *) exit 0 ;; esac
find '$PLACE/out' -type f | while read -r file; do
    [ "\$(head -c 2 "\$file" | od -An -tx1)" != ' 1f 8b' ] || echo "\$file" >>'$PLACE/plain'
done
END
    chmod +x "$PLACE/bin/openssl"
    collect sh --encrypt-to "$PLACE/keys/rsa.crt"
    [ ! -e "$PLACE/plain" ]
    collect sh # what the test itself is worth: the same look finds a plain one
    "$PLACE/bin/openssl" cms -help 2>/dev/null
    [ -s "$PLACE/plain" ]
}

# refused OPTION...: before anything is collected, and nothing is left.
refused() {
    run unshare -n sh "$COLLECTOR" --no-probes --output "$PLACE/out" "$@"
    [ "$status" -eq 2 ]
    [[ $output == 'coldtrace: --encrypt-to'* && $output != *'changes nothing'* ]]
    [ -z "$(ls -A "$PLACE/out")" ]
}

@test "no openssl: 2, before anything is collected" {
    certificate rsa rsa:2048
    for tool in sh sed awk cat mkdir mktemp rm date id tr; do ln -s "$(command -v "$tool")" "$PLACE/bin/$tool"; done
    run env PATH="$PLACE/bin" sh -c '
        # The collector adds the folders of the system to its PATH: an empty one is in their place.
        sed "s|^PATH=.*|PATH='"$PLACE/bin"'|" "$0" >"$1/collector.sh"; exec sh "$1/collector.sh" --no-probes --output "$1/out" --encrypt-to "$1/keys/rsa.crt"' "$COLLECTOR" "$PLACE"
    [ "$status" -eq 2 ]
    [[ $output == *'needs openssl'* ]]
    [ -z "$(ls -A "$PLACE/out")" ]
}

@test "what is no certificate, or none to encrypt to: 2" {
    certificate signer ed25519
    refused --encrypt-to "$PLACE/keys/none.crt"
    refused --encrypt-to "$PLACE/keys"
    refused --encrypt-to "$PLACE/keys/signer.key"
    refused --encrypt-to "$PLACE/keys/signer.crt"
}

@test "openssl that fails in the middle: 3, and nothing is left" {
    certificate rsa rsa:2048
    printf '#!/bin/sh\n[ ! -e "%s/once" ] || { head -c 9000; exit 1; }\n: >"%s/once"\nexec %s "$@"\n' "$PLACE" "$PLACE" "$(command -v openssl)" >"$PLACE/bin/openssl"
    chmod +x "$PLACE/bin/openssl"
    PATH=$PLACE/bin:$PATH run unshare -n sh "$COLLECTOR" --no-probes --output "$PLACE/out" --encrypt-to "$PLACE/keys/rsa.crt" --split 1
    [ "$status" -eq 3 ]
    [[ $output == *'openssl failed'* ]]
    [ -z "$(ls -A "$PLACE/out")" ]
}
