# The model beside the kernel: generated networks and real packets; see lab/coldoracle.

setup_file() {
  export PATH="$BATS_TEST_DIRNAME/..:$PATH"
  cd "$BATS_TEST_DIRNAME/../.." || return 1
}

figures() {
  sed -n 's/^\([0-9]* flows in .*\)/# measured: \1/p' <<<"$output" >&3
}

@test "the model says of 2000 flows what the kernel did with them" {
  run lab/oracle --flows 2000 --seed 20240229
  echo "$output"
  figures
  [ "$status" -eq 0 ]
  grep -q '^2000 flows in ' <<<"$output"
  unknown=$(sed -n 's/^ *\([0-9]*\) model unknown$/\1/p' <<<"$output")
  [ "${unknown:-0}" -lt 40 ]
  # Agreement is worth something only if all outcomes are common.
  for outcome in delivered dropped rejected; do
    [ "$(sed -n "s/^ *\([0-9]*\) kernel $outcome\$/\1/p" <<<"$output")" -ge 200 ]
  done
}

@test "what they once disagreed about, the kernel does again" {
  local cases=(lab/coldoracle/cases/*/case.json)
  run lab/oracle --case "${cases[@]}"
  echo "$output"
  [ "$status" -eq 0 ]
  grep -q " in ${#cases[@]} networks, " <<<"$output"
}

# bats test_tags=long
@test "a longer run with another seed finds nothing new" {
  run lab/oracle --flows 20000 --seed 9007199254740993
  echo "$output"
  figures
  [ "$status" -eq 0 ]
}
