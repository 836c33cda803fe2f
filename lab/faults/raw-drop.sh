# about: a rule in raw PREROUTING drops what comes from the peers' tunnels
# node: 2
# expect: other-hook-drop
iptables -t raw -I PREROUTING -i eth0 -p udp --dport "$VXLAN_PORT" -j DROP
