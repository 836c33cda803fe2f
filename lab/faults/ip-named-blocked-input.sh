# about: nodes are named by their addresses; the firewall of one drops VXLAN packets
# node: 3
# cluster: node_prefix=
# expect: input-blocks-vxlan
iptables -I INPUT -p udp --dport "$VXLAN_PORT" -j DROP
