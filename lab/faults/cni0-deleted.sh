# about: the pods' bridge was deleted
# node: 3
# where: node
# expect: cni0-missing
ip link del cni0
