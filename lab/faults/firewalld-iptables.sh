# about: firewalld runs on one node, with the iptables backend
# node: 3
# expect: firewalld-iptables-backend
sed -i 's/^FirewallBackend=.*/FirewallBackend=iptables/' /etc/firewalld/firewalld.conf
systemctl enable --now firewalld 2>/dev/null
