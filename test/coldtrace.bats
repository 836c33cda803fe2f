#!/usr/bin/env bats
# The launcher: ./coldtrace builds when it has to, and says clearly what it cannot read.

@test "--help works" {
    run ./coldtrace --help
    [ "$status" -eq 0 ]
}
