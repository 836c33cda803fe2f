# about: much that looks suspicious on one node and harms nothing
# node: 3
# expect: healthy
for agent in titanagent kesl; do
    mkdir -p "/opt/$agent"
    cp /usr/bin/dash "/opt/$agent/$agent"
    mkfifo "/opt/$agent/.control"
    setsid "/opt/$agent/$agent" 0<>"/opt/$agent/.control" >/dev/null 2>&1 &
done
# a file that loads early and is overridden by 99-kubernetes.conf
printf '%s\n' 'net.ipv4.ip_forward = 0' 'net.ipv4.conf.all.send_redirects = 0' > /etc/sysctl.d/10-hardening.conf
# a REJECT below flannel's accepts, and one on an interface that does not exist
iptables -A FORWARD -j REJECT --reject-with icmp-host-prohibited
iptables -I FORWARD -i virbr9 -j REJECT --reject-with icmp-port-unreachable
iptables -N TITAN-AUDIT
iptables -A TITAN-AUDIT -m limit --limit 5/min -j RETURN
iptables -I INPUT -p tcp --dport 22 -j TITAN-AUDIT
iptables -N LEGACY-BLOCK
iptables -A LEGACY-BLOCK -j DROP
