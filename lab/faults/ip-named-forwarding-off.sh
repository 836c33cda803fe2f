# about: nodes are named by their addresses; IPv4 forwarding of one is off
# node: 2
# cluster: node_prefix=
# expect: ip-forward-disabled
sysctl -q -w net.ipv4.ip_forward=0
