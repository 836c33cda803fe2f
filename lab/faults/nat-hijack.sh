# about: a rule redirects the DNS questions of all pods of one node to a port where nobody listens
# node: 3
# expect: nat-hijack
iptables -t nat -I PREROUTING -p udp --dport 53 -j REDIRECT --to-ports 10053
iptables -t nat -I OUTPUT -p udp --dport 53 -j REDIRECT --to-ports 10053
