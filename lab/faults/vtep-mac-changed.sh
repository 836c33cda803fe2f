# about: the tunnel device of one node has another MAC address than flannel announced
# node: 2
# expect: vtep-mac-mismatch
ip link set "$TUNNEL" address 02:0a:0b:0c:0d:0e
