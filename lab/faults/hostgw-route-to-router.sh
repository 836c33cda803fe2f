# about: host-gw: a script has put the default gateway in front of a peer's pods, and that router knows no pods
# node: 2
# cluster: backend=host-gw
# expect: flannel-route-missing
gateway=$(ip route show default | awk '{ print $3; exit }')
ip route replace "$PEER_CIDR" via "$gateway" dev eth0
