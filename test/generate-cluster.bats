#!/usr/bin/env bats
# benchmarks/generate-cluster: what it writes is a healthy cluster, as the collector would bring it.

setup() {
  bats_require_minimum_version 1.5.0
  cd "$BATS_TEST_DIRNAME/.." || return
  folder=$BATS_TEST_TMPDIR/nodes
}

generate() { benchmarks/generate-cluster --nodes "$1" --services "$2" --endpoints "$3" --output "$folder"; }

@test "a tarball a node, the manifest first, its hashes those of the files" {
  generate 3 20 2
  [ "$(cd "$folder" && echo *)" = "node-1.tar.gz node-2.tar.gz node-3.tar.gz" ]
  [ "$(tar -tzf "$folder/node-2.tar.gz" | sed -n 1p)" = node-2/manifest.tsv ]
  run -0 ./coldtrace verify-snapshot "$folder"/*.tar.gz
}

@test "it is healthy, no probe fails, each is one that the model lets pass, and every line is known" {
  generate 4 30 3
  run -0 ./coldtrace analyze "$folder" --quiet --output "$folder/../report.html" --json "$folder/../report.json"
  run -0 python3 -c '
import json, sys
report = json.load(open(sys.argv[1]))
assert report["verdict"] == "healthy" and report["diagnoses"] == [], report["diagnoses"]
assert [node["name"] for node in report["snapshot"]["nodes"]] == ["node-1", "node-2", "node-3", "node-4"]
assert report["input"]["unrecognized"] == [], report["input"]["unrecognized"]
assert len(report["probes"]) > 100
assert not [probe for probe in report["probes"] if probe["predicted"] == "fail"]' "$folder/../report.json"
}

@test "a service of three endpoints has 15 lines in the ruleset, which iptables takes" {
  lines() { tar -xzOf "$folder/node-1.tar.gz" node-1/iptables-legacy-save.txt | wc -l; }
  generate 2 10 3
  few=$(lines)
  generate 2 110 3
  [ $(($(lines) - few)) -eq 1500 ]
  [ "$(id -u)" = 0 ] || skip 'needs root and network namespaces'
  tar -xzOf "$folder/node-1.tar.gz" node-1/iptables-legacy-save.txt | unshare -n iptables-legacy-restore --test
}

@test "counters differ from node to node, and two runs write the same bytes" {
  generate 2 20 3
  rules() { tar -xzOf "$folder/node-$1.tar.gz" "node-$1/iptables-legacy-save.txt"; }
  [ "$(rules 1 | grep KUBE-SEP)" != "$(rules 2 | grep KUBE-SEP)" ]
  [ "$(rules 1 | grep KUBE-SEP | sed 's/\[[0-9:]*\]//')" = "$(rules 2 | grep KUBE-SEP | sed 's/\[[0-9:]*\]//')" ]
  first=$(sha256sum "$folder"/*)
  generate 2 20 3
  [ "$first" = "$(sha256sum "$folder"/*)" ]
}

@test "a cluster that cannot be is refused, in words" {
  run -2 generate 1 3 500
  [[ $output == *"no room for 500 pods"* ]]
}
