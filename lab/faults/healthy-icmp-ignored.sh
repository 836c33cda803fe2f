# about: one node answers no ping; nothing else is wrong
# node: 3
# expect: healthy
sysctl -q -w net.ipv4.icmp_echo_ignore_all=1
