# about: an nftables chain at the ingress of the underlay's interface drops VXLAN packets
# node: 1
# expect: other-hook-drop
nft -f - <<NFT
table netdev edge {
  chain ingress {
    type filter hook ingress device eth0 priority -500; policy accept;
    udp dport $VXLAN_PORT drop
  }
}
NFT
