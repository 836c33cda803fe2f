# about: host-gw: one node's route to a peer's pods leads to an address that no node has any more
# node: 1
# cluster: backend=host-gw
# expect: flannel-route-missing
ip route replace "$PEER_CIDR" via "${NODE_IP%.*}.199" dev eth0
