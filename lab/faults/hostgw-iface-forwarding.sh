# about: host-gw: forwarding of the underlay's interface alone is off on one node
# node: 2
# cluster: backend=host-gw
# expect: iface-forwarding-disabled
sysctl -q -w net.ipv4.conf.eth0.forwarding=0
