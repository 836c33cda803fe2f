# about: the bridge of the pods is down on one node
# node: 3
# expect: cni0-missing
ip link set cni0 down
