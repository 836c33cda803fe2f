# about: the FDB of one node sends a peer's packets to an address that is not the peer's
# node: 2
# expect: flannel-fdb-wrong
mac=$(ip neigh show dev "$TUNNEL" | awk 'NR == 1 { print $3 }')
wrong=${NODE_IP%.*}.199
bridge fdb replace "$mac" dev "$TUNNEL" dst "$wrong" self permanent
