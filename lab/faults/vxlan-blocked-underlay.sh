# about: the underlay drops UDP 8472 from and to one node
# node: 3
# where: underlay
# expect: vxlan-blocked-underlay
nft -f - <<NFT
table bridge underlay {
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip saddr $NODE_IP udp dport $VXLAN_PORT drop
    ip daddr $NODE_IP udp dport $VXLAN_PORT drop
  }
}
NFT
