# about: two faults on one node: firewalld runs, and IPv4 forwarding is off
# node: 3
# where: machine
# expect: firewalld-nft-backend + ip-forward-disabled
"$LAB" inject firewalld-nftables --node "$NODE"
"$LAB" inject ip-forward-late-file --node "$NODE"
