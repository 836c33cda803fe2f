# about: nodes are named by their addresses
# node: 1
# cluster: node_prefix=
# expect: healthy
:
