# about: a security baseline forbids ping by a rule, to the node and through it; nothing else is wrong
# node: 2
# expect: healthy
iptables -I INPUT -p icmp --icmp-type echo-request -j DROP
iptables -I FORWARD -p icmp --icmp-type echo-request -j DROP
