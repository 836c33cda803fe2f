# about: /etc/nftables.conf as many hardening guides have it: input drops all but SSH, ping and established
# node: 2
# expect: input-blocks-vxlan
nft -f - <<NFT
table inet filter {
  chain input {
    type filter hook input priority 0; policy drop;
    iif lo accept
    ct state established,related accept
    ct state invalid drop
    tcp dport 22 accept
    icmp type echo-request accept
  }
}
NFT
