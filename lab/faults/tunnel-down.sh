# about: the tunnel device of one node is down
# node: 2
# expect: flannel-iface-missing-or-down
ip link set "$TUNNEL" down
