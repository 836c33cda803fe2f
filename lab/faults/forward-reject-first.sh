# about: a REJECT stands before everything in FORWARD of one node
# node: 3
# expect: forward-reject-above-accept
iptables -I FORWARD -j REJECT --reject-with icmp-host-prohibited
