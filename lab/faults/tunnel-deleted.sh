# about: somebody deleted the tunnel device of one node while flanneld runs
# node: 3
# expect: flannel-iface-missing-or-down
ip link del "$TUNNEL"
