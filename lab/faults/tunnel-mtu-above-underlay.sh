# about: one node's network takes 1400 bytes, its tunnel sends 1450 and the header
# node: 3
# expect: mtu-vxlan-exceeds-underlay
ip link set eth0 mtu 1400
