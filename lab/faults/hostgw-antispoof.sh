# about: host-gw: the hypervisor drops what comes from one node with an address that is not that node's own
# node: 3
# where: underlay
# cluster: backend=host-gw
# expect: hostgw-antispoof
nft -f - <<NFT
table bridge underlay {
  chain forward {
    type filter hook forward priority 0; policy accept;
    iifname "$PORT" ether type ip ip saddr != $NODE_IP drop
    oifname "$PORT" ether type ip ip daddr != $NODE_IP drop
  }
}
NFT
