# about: a file turns forwarding off and a later one turns it on again
# node: 3
# expect: healthy
printf 'net.ipv4.ip_forward = 0\n' > /etc/sysctl.d/50-baseline.conf
printf 'net.ipv4.ip_forward = 1\n' > /etc/sysctl.d/99-zz-last.conf
