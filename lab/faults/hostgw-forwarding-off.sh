# about: host-gw: IPv4 forwarding of one node is off
# node: 3
# cluster: backend=host-gw
# expect: ip-forward-disabled
sysctl -q -w net.ipv4.ip_forward=0
