# about: host-gw: what comes in from other nodes is not forwarded to the pods of one node
# node: 3
# cluster: backend=host-gw
# expect: forward-reject-above-accept
iptables -I FORWARD -i eth0 -o cni0 -m conntrack --ctstate NEW -j DROP
