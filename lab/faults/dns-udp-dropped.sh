# about: a rule drops UDP port 53 on its way to the pods of one node; TCP passes
# node: 1
# expect: dns-udp-only-blocked
iptables -I FORWARD -p udp --dport 53 -j DROP
