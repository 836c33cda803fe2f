# about: one node lacks the route to one peer's pods
# node: 1
# expect: flannel-route-missing
route=$(ip route show dev "$TUNNEL" | awk '/ via / { print $1; exit }')
ip route del "$route"
