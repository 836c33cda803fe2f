# about: host-gw: one node lacks the route to one peer's pods
# node: 1
# cluster: backend=host-gw
# expect: flannel-route-missing
ip route del "$PEER_CIDR"
