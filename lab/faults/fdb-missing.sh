# about: the FDB of one node lacks all of its peers
# node: 1
# expect: flannel-fdb-wrong
bridge fdb show dev "$TUNNEL" | awk '/ dst / { print $1 }' | while read -r mac; do bridge fdb del "$mac" dev "$TUNNEL" self permanent; done
