# about: an old iptables saved kubelet's rule for marked packets without its mark
# node: 3
# where: node
# cluster: iptables=nft
# expect: iptables-version-drop-all
iptables-nft -A KUBE-FIREWALL -m comment --comment "kubernetes firewall for dropping marked packets" -j DROP
