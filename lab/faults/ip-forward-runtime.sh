# about: somebody turned IPv4 forwarding off by hand; no file says so
# node: 3
# expect: ip-forward-disabled
sysctl -q -w net.ipv4.ip_forward=0
