# about: firewalld runs on one node, with the nftables backend
# node: 3
# expect: firewalld-nft-backend
sed -i 's/^FirewallBackend=.*/FirewallBackend=nftables/' /etc/firewalld/firewalld.conf
systemctl enable --now firewalld 2>/dev/null
