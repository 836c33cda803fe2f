# about: the underlay drops large frames to and from one node and tells nobody
# node: 2
# where: underlay
# expect: pmtud-blackhole
nft -f - <<NFT
table bridge underlay {
  chain forward {
    type filter hook forward priority 0; policy accept;
    ip saddr $NODE_IP meta length > 1400 drop
    ip daddr $NODE_IP meta length > 1400 drop
  }
}
NFT
