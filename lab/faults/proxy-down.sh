# about: one node's kube-proxy does not start any more, and its rules are gone
# node: 3
# where: machine
# expect: kube-proxy-down
proxy=$("$LAB" status | awk -v node="$NODE" '$1 !~ /\// { here = $1 == node } here && $1 ~ /kube-proxy/ { print $1 }')
"$LAB" hold-down "$proxy"
"$LAB" exec "$NODE" -- iptables -t nat -F KUBE-SERVICES
