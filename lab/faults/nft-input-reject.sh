# about: an nftables input chain that ends in a reject lets pods in and their tunnel not
# node: 1
# expect: input-blocks-vxlan
nft -f - <<NFT
table ip host {
  set trusted { type ipv4_addr; flags interval; elements = { $POD_NETWORK, 127.0.0.0/8 } }
  chain input {
    type filter hook input priority filter - 5; policy accept;
    ip saddr @trusted accept
    meta l4proto { icmp, tcp } accept
    reject with icmp type admin-prohibited
  }
}
NFT
