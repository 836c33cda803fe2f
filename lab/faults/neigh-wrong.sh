# about: the permanent neighbour entry for a peer's tunnel address has another MAC address
# node: 3
# expect: flannel-neigh-wrong
address=$(ip neigh show dev "$TUNNEL" | awk 'NR == 1 { print $1 }')
ip neigh replace "$address" dev "$TUNNEL" lladdr 02:de:ad:be:ef:01 nud permanent
