# about: the platform takes what looks like VXLAN on flannel's port for its own; a plain datagram to the same port arrives
# where: underlay
# expect: vxlan-payload-intercepted
nft -f - <<NFT
table bridge underlay {
  chain forward {
    type filter hook forward priority 0; policy accept;
    udp dport $VXLAN_PORT @th,64,8 8 drop
  }
}
NFT
