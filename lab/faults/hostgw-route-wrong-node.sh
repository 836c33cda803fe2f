# about: host-gw: one node's route to a peer's pods leads to a third node: answers come to it that no connection there asked for
# node: 1
# cluster: backend=host-gw
# expect: flannel-route-missing
# shellcheck disable=SC2086
for address in $NODE_IPS; do
    [ "$address" = "$NODE_IP" ] || [ "$address" = "$PEER_IP" ] || third=$address
done
ip route replace "$PEER_CIDR" via "$third" dev eth0
