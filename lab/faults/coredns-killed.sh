# about: both DNS pods crash and stay down
# where: machine
# expect: coredns-crashloop
# shellcheck disable=SC2086
"$LAB" hold-down $DNS_PODS
