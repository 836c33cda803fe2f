# about: a policy-routing rule sends pod traffic to a table of its own, that leads nowhere
# node: 2
# expect: policy-rule-shadow
ip route add unreachable default table 77
ip rule add to "$POD_NETWORK" lookup 77 priority 90
