# about: INPUT of one node ends in REJECT, as the service iptables leaves it; UDP 8472 is not allowed
# node: 3
# expect: input-blocks-vxlan
iptables -A INPUT -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A INPUT -p icmp -j ACCEPT
iptables -A INPUT -i lo -j ACCEPT
for port in 22 6443 10250; do
    iptables -A INPUT -p tcp -m conntrack --ctstate NEW -m tcp --dport "$port" -j ACCEPT
done
iptables -A INPUT -j REJECT --reject-with icmp-host-prohibited
