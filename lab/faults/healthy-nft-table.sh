# about: an nftables table that counts and logs, and drops what no cluster sends
# node: 1
# expect: healthy
nft -f - <<NFT
table inet audit {
  set bad { type ipv4_addr; elements = { 192.0.2.66, 203.0.113.9 } }
  chain input {
    type filter hook input priority -10; policy accept;
    ip saddr @bad counter drop
    tcp dport 23 counter reject
  }
  chain forward {
    type filter hook forward priority -10; policy accept;
    counter
    iifname "virbr0" drop
  }
}
NFT
