# about: a VPN with routes that touch neither nodes nor pods, and a policy rule for its own mark
# node: 1
# expect: healthy
ip link add tun0 type ifb # it swallows packets as a tunnel does that leads nowhere; kernels without dummy have it
ip link set tun0 up
ip addr add 172.31.255.2/30 dev tun0
ip route add 198.18.0.0/15 dev tun0
ip route add default dev tun0 table 51820
ip rule add fwmark 0xca6c lookup 51820 priority 100
