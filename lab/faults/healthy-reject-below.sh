# about: FORWARD and INPUT end in REJECT, below all that accepts
# node: 2
# expect: healthy
iptables -A FORWARD -j REJECT --reject-with icmp-host-prohibited
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -p udp --dport "$VXLAN_PORT" -j ACCEPT
iptables -A INPUT -p icmp -j ACCEPT
iptables -A INPUT -i lo -j ACCEPT
iptables -A INPUT -s "$POD_NETWORK" -j ACCEPT
iptables -A INPUT -s "${NODE_IP%.*}.0/24" -j ACCEPT
iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
