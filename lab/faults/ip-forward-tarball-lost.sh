# about: one node forwards nothing, and another node's tarball never arrives
# node: 2
# tarball: lost
# expect: ip-forward-disabled
sysctl -q -w net.ipv4.ip_forward=0
