# about: the underlay drops the VXLAN port between two nodes only
# node: 2
# where: underlay
# culprits: pair
# expect: vxlan-blocked-underlay
nft -f - <<NFT
table bridge underlay {
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip saddr $NODE_IP ip daddr $PEER_IP udp dport $VXLAN_PORT drop
    ip saddr $PEER_IP ip daddr $NODE_IP udp dport $VXLAN_PORT drop
  }
}
NFT
