# about: fail2ban banned a stranger
# node: 3
# expect: healthy
iptables -N f2b-sshd
iptables -A f2b-sshd -s 203.0.113.77/32 -j REJECT --reject-with icmp-port-unreachable
iptables -A f2b-sshd -j RETURN
iptables -I INPUT -p tcp --dport 22 -j f2b-sshd
