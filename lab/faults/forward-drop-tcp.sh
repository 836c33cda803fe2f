# about: FORWARD drops new TCP connections into the pod network, ping passes
# node: 2
# expect: forward-reject-above-accept
iptables -I FORWARD -o cni0 -p tcp -m conntrack --ctstate NEW -j DROP
