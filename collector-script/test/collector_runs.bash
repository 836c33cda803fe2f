# Running the collector in a network namespace of its own and looking into what it wrote.

COLLECTOR=$BATS_TEST_DIRNAME/../coldtrace-collect.sh

make_place() {
    PLACE=$(mktemp -d /tmp/ct-test.XXXXXX)
    chmod 777 "$PLACE"
}

remove_place() { rm -rf "$PLACE"; }

# hanging SECONDS: the words of a command that sleeps so long, under a name that is this test's alone.
hanging() {
    [ -x "$PLACE/hang" ] || cp "$(command -v sleep)" "$PLACE/hang"
    echo "$PLACE/hang $1"
}

# gone PATTERN: nothing that runs shows it. On a busy machine the killed take a moment to be gone.
gone() {
    local _
    for _ in $(seq 200); do
        pgrep -f "$1" >/dev/null || return 0
        sleep 0.1
    done
    pgrep -af "$1"
    return 1
}

# unpack: the one tarball of $PLACE; its folder is $NODE.
unpack() {
    TARBALL=$(echo "$PLACE"/coldtrace-*.tar.gz)
    tar -xzf "$TARBALL" -C "$PLACE"
    NODE=$(dirname "$(echo "$PLACE"/*/manifest.tsv)")
}

# state KIND: of the first command of this kind.
state() { awk -F '\t' -v kind="$1" '$2 == kind && $1 != "probe" { print $8; exit }' "$NODE/manifest.tsv"; }

result() { awk -F '\t' -v id="$1" '$1 == "probe" && $2 == id { print $10 }' "$NODE/manifest.tsv"; }

# every file is in the manifest with its size and hash, and the other way round
manifest_matches() {
    [ "$(tar -tzf "$TARBALL" | head -n 1)" = "${NODE##*/}/manifest.tsv" ]
    local file bytes sha
    grep -v '^#\|^probe	' "$NODE/manifest.tsv" | cut -f 1,7,9 | while IFS=$'\t' read -r file bytes sha; do
        [ "$file" = - ] && continue
        [ "$(wc -c <"$NODE/$file")" -eq "$bytes" ] && [ "$(sha256sum <"$NODE/$file")" = "$sha  -" ] || { echo "$file differs"; return 1; }
    done
    [ "$(awk -F '\t' '!/^#/ && $1 != "probe" && NF != 10' "$NODE/manifest.tsv")" = '' ]
    diff <(cd "$NODE" && find . -type f ! -name '*.err' ! -name manifest.tsv | sed 's|^./||' | sort) \
        <(grep -v '^#\|^probe	' "$NODE/manifest.tsv" | cut -f 1 | grep -v '^-$' | sort)
}
