# about: a rule in mangle FORWARD drops what goes from the tunnel to the pods
# node: 3
# expect: other-hook-drop
iptables -t mangle -A FORWARD -i "$TUNNEL" -o cni0 -j DROP
