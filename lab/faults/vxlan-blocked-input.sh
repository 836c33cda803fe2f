# about: one node drops UDP 8472 in its own INPUT chain
# node: 3
# expect: input-blocks-vxlan
iptables -I INPUT -p udp --dport "$VXLAN_PORT" -j DROP
