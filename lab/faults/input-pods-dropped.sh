# about: INPUT takes in what the nodes send and drops what pods ask of the node
# node: 1
# expect: input-blocks-pods-to-node
iptables -I INPUT -s "$POD_NETWORK" -j DROP
