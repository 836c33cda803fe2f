# about: a native nftables table forwards nothing but what it knows
# node: 3
# expect: forward-policy-drop
nft -f - <<NFT
table inet baseline {
  chain forward {
    type filter hook forward priority 10; policy drop;
    ct state established,related accept
    ip saddr 192.0.2.0/24 accept
  }
}
NFT
