# about: a network policy forbids what is asked of the pods of one node, in the chains of kube-router, as somebody wanted
# node: 3
# where: machine
# expect: healthy
"$LAB" create networkpolicies <<'JSON'
{"apiVersion": "networking.k8s.io/v1", "kind": "NetworkPolicy",
 "metadata": {"name": "deny-all", "namespace": "default", "creationTimestamp": "2026-01-01T00:00:00Z"},
 "spec": {"podSelector": {}, "policyTypes": ["Ingress"]}}
JSON
pods=$("$LAB" status | awk -v node="$NODE" '$1 !~ /\// { here = $1 == node } here && $1 ~ /^default\// { print $2 }')
"$LAB" exec "$NODE" -- env PODS="$pods" sh -eu <<'NODE'
iptables -N KUBE-ROUTER-FORWARD
iptables -N KUBE-POD-FW-XS3SNW7XE5SBNX5R
iptables -N KUBE-NWPLCY-DEFAULT
iptables -A KUBE-POD-FW-XS3SNW7XE5SBNX5R -m comment --comment "rule for stateful firewall for pod" -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT
iptables -A KUBE-POD-FW-XS3SNW7XE5SBNX5R -m comment --comment "run through default ingress network policy chain" -j KUBE-NWPLCY-DEFAULT
iptables -A KUBE-POD-FW-XS3SNW7XE5SBNX5R -m comment --comment "rule to REJECT traffic destined for POD name:web namespace: default" -m mark ! --mark 0x10000/0x10000 -j REJECT --reject-with icmp-port-unreachable
for pod in $PODS; do
    iptables -A KUBE-ROUTER-FORWARD -d "$pod" -m comment --comment "rule to jump traffic destined to POD name:web namespace: default to chain KUBE-POD-FW-XS3SNW7XE5SBNX5R" -j KUBE-POD-FW-XS3SNW7XE5SBNX5R
done
iptables -I FORWARD -m comment --comment "kube-router netpol - TEMCG2JMHZYE7H7T" -j KUBE-ROUTER-FORWARD
NODE
