# about: a VPN client has put routes over the pod network
# node: 3
# expect: vpn-route-shadow
ip link add tun0 type ifb # it swallows packets as a tunnel does that leads nowhere; kernels without dummy have it
ip link set tun0 up
ip addr add 172.31.255.2/30 dev tun0
ip route show dev "$TUNNEL" | awk '/ via / { print $1 }' | while read -r route; do
    ip route add "${route%.*}.0/25" dev tun0
    ip route add "${route%.*}.128/25" dev tun0
done
