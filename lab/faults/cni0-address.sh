# about: the bridge of the pods has lost its address
# node: 2
# expect: cni0-address-mismatch
ip addr flush dev cni0
