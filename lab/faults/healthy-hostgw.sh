# about: flannel's backend is host-gw: no tunnel, no flannel.1, peers' own addresses as gateways
# cluster: backend=host-gw
# node: 1
# expect: healthy
:
