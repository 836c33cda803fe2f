# about: a hardening file that loads last turns IPv4 forwarding off, on disk and live
# node: 3
# expect: ip-forward-disabled
cat > /etc/sysctl.d/99-zz-hardening.conf <<'CONF'
# Security baseline 3.1
net.ipv4.ip_forward = 0
net.ipv4.conf.all.send_redirects = 0
net.ipv4.conf.default.send_redirects = 0
net.ipv4.conf.all.accept_redirects = 0
net.ipv4.conf.all.accept_source_route = 0
net.ipv4.conf.all.log_martians = 1
net.ipv4.icmp_echo_ignore_broadcasts = 1
net.ipv4.tcp_syncookies = 1
CONF
sysctl -q -p /etc/sysctl.d/99-zz-hardening.conf
