# about: ufw is enabled on one node
# node: 3
# expect: ufw-active
ufw --force enable >/dev/null
systemctl enable --now ufw 2>/dev/null
