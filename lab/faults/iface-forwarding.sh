# about: forwarding is off on the tunnel device alone
# node: 2
# expect: iface-forwarding-disabled
sysctl -q -w "net.ipv4.conf.$(printf %s "$TUNNEL" | tr . /).forwarding=0"
