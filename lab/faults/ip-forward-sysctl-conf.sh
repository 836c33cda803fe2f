# about: /etc/sysctl.conf turns IPv4 forwarding off, on disk and live
# node: 3
# expect: ip-forward-disabled
printf '%s\n' '' '# added by the audit of 2024' 'net.ipv4.ip_forward = 0' >> /etc/sysctl.conf
sysctl -q -p /etc/sysctl.conf
