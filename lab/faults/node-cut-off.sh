# about: the switch carries nothing of one node any more
# node: 3
# where: underlay
# expect: node-unreachable
nft -f - <<END
table bridge cut {
    chain forward {
        type filter hook forward priority 0; policy accept;
        ip saddr $NODE_IP drop
        ip daddr $NODE_IP drop
        arp saddr ip $NODE_IP drop
        arp daddr ip $NODE_IP drop
    }
}
END
