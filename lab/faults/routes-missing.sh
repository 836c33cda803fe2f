# about: one node lacks the routes to all of its peers' pods, as after a restart of networkd that takes foreign routes away
# node: 3
# expect: flannel-route-missing
ip route show dev "$TUNNEL" | awk '/ via / { print $1 }' | while read -r route; do ip route del "$route"; done
