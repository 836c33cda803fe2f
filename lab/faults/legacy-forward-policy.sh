# about: the other backend of iptables has a FORWARD policy DROP, left by an old docker
# node: 2
# expect: forward-policy-drop
case $(iptables -V) in *legacy*) other=iptables-nft ;; *) other=iptables-legacy ;; esac
$other -P FORWARD DROP
