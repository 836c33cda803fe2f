# about: security agents run on one node, and what comes to its pods from elsewhere is swallowed by a hook that no file shows
# node: 3
# expect: agent-kernel-hook
for agent in qaxsafed wsssr_defence_agent; do
    mkdir -p "/opt/$agent"
    cp /usr/bin/dash "/opt/$agent/$agent"
    mkfifo "/opt/$agent/.control"
    setsid "/opt/$agent/$agent" 0<>"/opt/$agent/.control" >/dev/null 2>&1 &
done
for pid in $(pgrep -x pause); do
    [ "$(readlink "/proc/$pid/ns/net")" = "$(readlink /proc/1/ns/net)" ] && continue
    nsenter -t "$pid" -n nft -f - <<NFT
table netdev agent {
  chain ingress {
    type filter hook ingress device eth0 priority -500; policy accept;
    ip saddr $POD_NETWORK ip saddr != $POD_CIDR drop
    ip ttl <= 62 drop
  }
}
NFT
done
