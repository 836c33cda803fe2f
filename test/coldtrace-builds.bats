#!/usr/bin/env bats
# When ./coldtrace builds, with stand-ins for Maven and Java; and once in a fresh copy with the real ones.

setup() {
    PLACE=$BATS_TEST_TMPDIR/house
    mkdir -p "$PLACE/analyzer/src/main" "$BATS_TEST_TMPDIR/bin"
    cp "$BATS_TEST_DIRNAME/../coldtrace" "$PLACE/"
    touch "$PLACE/pom.xml" "$PLACE/analyzer/pom.xml" "$PLACE/analyzer/src/main/A.java" "$PLACE/analyzer/src/main/B.java"
    stub mvn 'echo "$*" >>built; mkdir -p analyzer/target/lib; touch analyzer/target/analyzer-0.jar analyzer/target/lib/facts-0.jar'
    stub java 'echo "ran ${*##*Main}"'
    PATH=$BATS_TEST_TMPDIR/bin:$PATH
}

stub() {
    printf '#!/bin/sh\n%s\n' "$2" >"$BATS_TEST_TMPDIR/bin/$1"
    chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

builds() { wc -l <"$PLACE/built"; }

@test "the first use builds and runs, the second only runs" {
    run "$PLACE/coldtrace" one 'two three'
    [ "$status" -eq 0 ]
    [[ $output == *building*$'\n'*built*$'\n''ran  one two three' ]]
    run "$PLACE/coldtrace"
    [ "$output" = 'ran ' ]
    [ "$(builds)" -eq 1 ]
}

@test "stdout is the analyzer's alone" {
    [ "$("$PLACE/coldtrace" --version 2>/dev/null)" = 'ran  --version' ]
}

@test "a source that changed, came or went makes it build" {
    "$PLACE/coldtrace"
    touch -d '+1 minute' "$PLACE/analyzer/src/main/A.java"
    "$PLACE/coldtrace"
    [ "$(builds)" -eq 2 ]
    touch -d '-1 hour' "$PLACE/analyzer/src/main/A.java" "$PLACE/analyzer/src/main/C.java"
    "$PLACE/coldtrace"
    [ "$(builds)" -eq 3 ]
    rm "$PLACE/analyzer/src/main/B.java"
    "$PLACE/coldtrace"
    [ "$(builds)" -eq 4 ]
    "$PLACE/coldtrace"
    [ "$(builds)" -eq 4 ]
}

@test "several at once build once, and all run" {
    stub mvn 'sleep 1; echo "$*" >>built; mkdir -p analyzer/target/lib; touch analyzer/target/analyzer-0.jar analyzer/target/lib/facts-0.jar'
    for number in 1 2 3; do "$PLACE/coldtrace" "$number" >"$BATS_TEST_TMPDIR/out.$number" 2>&1 3>&- & done
    wait
    grep -q '^ran  1$' "$BATS_TEST_TMPDIR/out.1"
    grep -q '^ran  2$' "$BATS_TEST_TMPDIR/out.2"
    grep -q '^ran  3$' "$BATS_TEST_TMPDIR/out.3"
    [ "$(builds)" -eq 1 ]
}

@test "a build that fails is told, ends with 3, and is tried again" {
    stub mvn 'echo "[INFO] chatter"; echo "[ERROR] A.java:[3,1] not a statement"; exit 1'
    run "$PLACE/coldtrace"
    [ "$status" -eq 3 ]
    [[ $output == *'the build failed'*'A.java:[3,1] not a statement'* && $output != *chatter* ]]
    run "$PLACE/coldtrace"
    [ "$status" -eq 3 ]
}

@test "without Java and Maven, and without root, it says what is missing" {
    [ "$(id -u)" = 0 ] || skip 'needs root, to be somebody else'
    mkdir "$BATS_TEST_TMPDIR/few"
    for tool in sh dirname find sort cmp head id mkdir flock; do ln -s "$(command -v "$tool")" "$BATS_TEST_TMPDIR/few/$tool"; done
    chmod 755 "$BATS_RUN_TMPDIR" "$BATS_FILE_TMPDIR" "$BATS_TEST_TMPDIR"
    chmod 777 "$PLACE"
    run setpriv --reuid=65534 --regid=65534 --clear-groups env PATH="$BATS_TEST_TMPDIR/few" "$PLACE/coldtrace"
    [ "$status" -eq 3 ]
    [[ $output == *missing*openjdk-17-jdk-headless*maven* ]]
}

# bats test_tags=slow
@test "the real ones: a fresh copy builds; a source that is gone is no class any more; a compile error is shown" {
    PATH=${PATH#*:}
    rm -rf "$PLACE" && mkdir "$PLACE"
    (cd "$BATS_TEST_DIRNAME/.." && git ls-files -co --exclude-standard -z | tar -c --null -T - --ignore-failed-read) | tar -x -C "$PLACE"
    stray=$PLACE/analyzer/src/main/java/io/coldtrace/analyzer/cli/Stray.java
    printf 'package io.coldtrace.analyzer.cli;\n\nfinal class Stray {}\n' >"$stray"
    run "$PLACE/coldtrace" --help
    [ "$status" -eq 0 ]
    [[ $output == *built*Usage:* ]]
    jar tf "$PLACE"/.build/lib/analyzer-*.jar | grep Stray

    rm "$stray"
    run "$PLACE/coldtrace" --help
    [ "$status" -eq 0 ]
    jar tf "$PLACE"/.build/lib/analyzer-*.jar | { ! grep Stray; }

    echo 'final class Stray { nonsense }' >"$stray"
    run "$PLACE/coldtrace" --help
    [ "$status" -eq 3 ]
    [[ $output == *'Stray.java:[1,'* ]]
}
