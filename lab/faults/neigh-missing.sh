# about: the neighbour entries of the tunnel are gone on one node
# node: 2
# expect: flannel-neigh-wrong
ip neigh flush dev "$TUNNEL" nud permanent
