# about: the underlay drops UDP 8472 between all nodes
# where: underlay
# expect: vxlan-blocked-underlay
nft -f - <<NFT
table bridge underlay {
  chain forward {
    type filter hook forward priority 0; policy accept;
    udp dport $VXLAN_PORT drop
  }
}
NFT
