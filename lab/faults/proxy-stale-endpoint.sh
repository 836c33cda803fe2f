# about: one node's kube-proxy hangs, and the DNS pods have other addresses since: its rules lead to those that nobody has
# node: 3
# expect: kube-proxy-stale
kill -STOP "$(pgrep -x kube-proxy)"
nat=$(iptables-save -t nat)
old=$(echo "$nat" | sed -n 's/.*kube-dns:dns" .* -j DNAT --to-destination \([0-9.]*\):53$/\1/p')
for address in $old; do
    nat=$(echo "$nat" | sed "s/ $address\([:/]\)/ ${address%.*}.250\1/")
done
echo "$nat" | iptables-restore
