# about: OUTPUT of one node drops the VXLAN packets that it sends
# node: 1
# expect: output-drop
iptables -A OUTPUT -p udp --dport "$VXLAN_PORT" -j DROP
