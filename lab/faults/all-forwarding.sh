# about: conf.all.forwarding was set to 0, which turns ip_forward off as well
# node: 1
# expect: ip-forward-disabled
sysctl -q -w net.ipv4.conf.all.forwarding=0
