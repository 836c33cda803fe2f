# about: the interface under the tunnel was given a smaller MTU after flannel had made its device
# node: 3
# where: node
# expect: mtu-vxlan-exceeds-underlay
ip link set dev eth0 mtu 1400
