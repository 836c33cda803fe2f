# about: a node without a default route, as in an air gap
# node: 3
# where: node
# expect: no-default-route
ip route del default
