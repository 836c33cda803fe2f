# about: fail2ban banned a peer's address
# node: 3
# expect: brute-force-ban-of-node
iptables -N f2b-sshd
iptables -A f2b-sshd -s "$PEER_IP"/32 -j REJECT --reject-with icmp-port-unreachable
iptables -A f2b-sshd -j RETURN
iptables -I INPUT -j f2b-sshd
