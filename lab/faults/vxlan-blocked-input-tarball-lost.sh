# about: a rule drops what comes from the peers' tunnels, and another node's tarball never arrives
# node: 1
# tarball: lost
# expect: input-blocks-vxlan
iptables -I INPUT -p udp --dport "$VXLAN_PORT" -j DROP
