#!/usr/bin/env bats
# ./verify counts what ran, and takes nothing for a success. In a house of its own, with stand-ins for the tools.

setup() {
    HOUSE=$BATS_TEST_TMPDIR/house
    mkdir -p "$HOUSE/test" "$HOUSE/collector-script/test" "$HOUSE/lab/test" "$BATS_TEST_TMPDIR/bin"
    cp "$BATS_TEST_DIRNAME/../verify" "$HOUSE/"
    PATH=$BATS_TEST_TMPDIR/bin:$PATH
    unset CI
    maven_reports 3 0 0 1
}

stub() {
    printf '#!/bin/sh\n%s\n' "$2" >"$BATS_TEST_TMPDIR/bin/$1"
    chmod +x "$BATS_TEST_TMPDIR/bin/$1"
}

# maven_reports TESTS FAILURES STATUS SKIPPED
maven_reports() {
    stub mvn "mkdir -p facts/target/surefire-reports
echo '<testsuite name=\"a.BTest\" time=\"1.5\" tests=\"$1\" errors=\"0\" skipped=\"${4:-0}\" failures=\"$2\">' >facts/target/surefire-reports/TEST-a.BTest.xml
exit $3"
}

ends_with() { [ "${lines[-1]}" = "$1" ] || { echo "$output"; return 1; }; }

@test "unit counts what surefire reports" {
    run "$HOUSE/verify" unit
    [ "$status" -eq 0 ]
    ends_with '2 passed, 0 failed, 1 skipped'
}

@test "unit: a failed test is counted once, though Maven fails as well" {
    maven_reports 3 1 1
    run "$HOUSE/verify" unit
    [ "$status" -eq 1 ]
    ends_with '2 passed, 1 failed, 0 skipped'
}

@test "unit: a failure of Maven that no test counted is one" {
    maven_reports 3 0 1
    run "$HOUSE/verify" unit
    [ "$status" -eq 1 ]
    ends_with '3 passed, 1 failed, 0 skipped'
}

@test "unit: reports of an earlier run do not count, and no test is a failure" {
    "$HOUSE/verify" unit
    stub mvn true
    run "$HOUSE/verify" unit
    [ "$status" -eq 1 ]
    ends_with '0 passed, 1 failed, 0 skipped'
}

@test "rules are named with the incidents in which they fired, and those that fired in none" {
    for rule in a b c; do
        mkdir -p "$HOUSE/rules/src/main/resources/io/coldtrace/rules/catalog/x/$rule"
        echo 'expect: fires' >"$HOUSE/rules/src/main/resources/io/coldtrace/rules/catalog/x/$rule/cases.yaml"
    done
    echo 'expect: clear' >"$HOUSE/rules/src/main/resources/io/coldtrace/rules/catalog/x/c/cases.yaml"
    stub mvn "mkdir -p facts/target/surefire-reports analyzer/target
printf 'a\\tcorpus/one\\na\\tcorpus/two\\n' >analyzer/target/rules-fired.tsv
echo '<testsuite name=\"a.BTest\" time=\"1.5\" tests=\"1\" errors=\"0\" skipped=\"0\" failures=\"0\">' >facts/target/surefire-reports/TEST-a.BTest.xml"
    run "$HOUSE/verify" unit
    [ "$status" -eq 0 ]
    grep -Eq '^  a +corpus/one, corpus/two$' <<<"$output"
    grep -q '1 of 3 rules fired in an incident or a scenario; in their cases alone: b$' <<<"$output"
    grep -q '^  nowhere: c$' <<<"$output"
}

@test "shell counts bats files and scripts; tests tagged slow and long have their time" {
    stub unshare 'exit 1'
    printf '@test "a" { true; }\n@test "b" { false; }\n@test "c" { skip; }\n# bats test_tags=slow\n@test "d" { true; }\n# bats test_tags=long\n@test "e" { true; }\n' >"$HOUSE/test/some.bats"
    printf '@test "f" { true; }\n' >"$HOUSE/collector-script/test/some.bats"
    printf '#!/bin/sh\necho $1\n' >"$HOUSE/careless"
    run "$HOUSE/verify" shell --quick
    [ "$status" -eq 1 ]
    [[ $output == *'careless'*SC2086* && $output == *'needs root'* ]]
    ends_with '4 passed, 2 failed, 2 skipped'
    run "$HOUSE/verify" shell
    ends_with '5 passed, 2 failed, 2 skipped'
    run "$HOUSE/verify" shell --all
    ends_with '6 passed, 2 failed, 2 skipped'
}

@test "a test file that does not load is a failure" {
    stub unshare 'exit 1'
    printf '@test "a" { true; }\n' >"$HOUSE/collector-script/test/some.bats"
    printf 'no-such-command\n@test "a" { true; }\n' >"$HOUSE/test/some.bats"
    run "$HOUSE/verify" shell
    [ "$status" -eq 1 ]
    [[ $output == *' 1 failed,'* ]]
}

# lacks COMMAND: as if the package of this command were not installed.
lacks() { sed -i "s/^\(unit  *\)$1 /\1no-such-$1 /" "$HOUSE/verify"; }

@test "a missing package is named and skips its part; in CI that is a failure" {
    lacks mvn
    stub apt-get 'echo "$@ $(test -x /usr/sbin/policy-rc.d && echo quietly)" >>"'"$HOUSE"'/asked"; exit 1'
    run "$HOUSE/verify" unit
    [ "$status" -eq 1 ]
    [[ $output == *'./verify --install'*maven* ]]
    [ ! -e "$HOUSE/asked" ]
    ends_with '0 passed, 0 failed, 1 skipped'
    [ "$(id -u)" = 0 ] || return 0
    CI=true run "$HOUSE/verify" unit
    [ "$status" -eq 1 ]
    [[ ${lines[-1]} == '0 passed, 2 failed, 1 skipped' ]]
    [ "$(grep -c update "$HOUSE/asked")" -eq 2 ]
    [ ! -e /usr/sbin/policy-rc.d ]
}

@test "packages are installed where no service may start" {
    [ "$(id -u)" = 0 ] || skip 'needs root'
    [ ! -e /usr/sbin/policy-rc.d ] || skip 'this machine has a policy already'
    lacks mvn
    stub apt-get '/usr/sbin/policy-rc.d; [ $? = 101 ] || exit 1; [ "$1" = update ] || ln -sf mvn "'"$BATS_TEST_TMPDIR"'/bin/no-such-mvn"'
    run "$HOUSE/verify" --install unit
    [ "$status" -eq 0 ]
    [ ! -e /usr/sbin/policy-rc.d ]
    ends_with '2 passed, 0 failed, 1 skipped'
}

@test "a file left beside the ignored ones fails in CI" {
    (cd "$HOUSE" && git init -q . && printf 'target/\n.build/\n' >.gitignore && git add -A && git -c user.name=a -c user.email=a@b commit -qm a)
    stub mvn "$(sed 1d "$BATS_TEST_TMPDIR/bin/mvn" | sed 's/^exit.*/touch left-over; exit 0/')"
    CI=true run "$HOUSE/verify" unit
    [ "$status" -eq 1 ]
    [[ $output == *'left-over'* ]]
    ends_with '2 passed, 1 failed, 1 skipped'
}

@test "--help, and what is no part" {
    run "$HOUSE/verify" --help
    [ "$status" -eq 0 ]
    [[ $output == *--quick*--all*--install* ]]
    run "$HOUSE/verify" units
    [ "$status" -eq 2 ]
}
