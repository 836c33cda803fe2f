# about: one node's tunnel was made with another VNI than those of its peers
# node: 1
# expect: vxlan-vni-mismatch
mac=$(cat "/sys/class/net/$TUNNEL/address")
address=$(ip -4 -o addr show dev "$TUNNEL" | awk '{ print $4 }')
routes=$(ip route show dev "$TUNNEL" | awk '/ via / { print $1, $3 }')
neighbors=$(ip neigh show dev "$TUNNEL" | awk '{ print $1, $3 }')
vteps=$(bridge fdb show dev "$TUNNEL" | awk '/ dst / { print $1, $3 }')
ip link del "$TUNNEL"
ip link add "$TUNNEL" type vxlan id $((VNI + 41)) local "$NODE_IP" dev eth0 dstport "$VXLAN_PORT" nolearning
ip link set "$TUNNEL" address "$mac" mtu 1450
ip addr add "$address" dev "$TUNNEL"
ip link set "$TUNNEL" up
echo "$neighbors" | while read -r peer lladdr; do ip neigh replace "$peer" lladdr "$lladdr" dev "$TUNNEL" nud permanent; done
echo "$vteps" | while read -r lladdr vtep; do bridge fdb replace "$lladdr" dev "$TUNNEL" dst "$vtep" self permanent; done
echo "$routes" | while read -r subnet gateway; do ip route replace "$subnet" via "$gateway" dev "$TUNNEL" onlink; done
